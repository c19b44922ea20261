import { lazy, Suspense, useState } from 'react';
import { attachedVersion } from '../console/attached.js';
import { Button } from '../design/Button.js';
import { OpenField } from './OpenField.js';

/** With the client of the runtime, which only those load who want something of it. */
const LivePast = lazy(() => import('./LivePast.js'));

interface RecordingSourcesProps {
  readonly onOpen: (name: string, text: string) => void;
}

/** Where a recording comes from: a file, or a gateway of the runtime behind this page where there is one. */
export function RecordingSources({ onOpen }: RecordingSourcesProps) {
  const [asksRuntime, setAsksRuntime] = useState(false);
  return (
    <>
      <OpenField onOpen={onOpen} />
      {attachedVersion() !== null && (
        <Button expanded={asksRuntime} onClick={() => setAsksRuntime((before) => !before)}>
          past of a gateway of this runtime
        </Button>
      )}
      {asksRuntime && (
        <Suspense fallback={<p>loading …</p>}>
          <LivePast onOpen={onOpen} />
        </Suspense>
      )}
    </>
  );
}
