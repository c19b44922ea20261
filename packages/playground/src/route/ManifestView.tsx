import { useState } from 'react';
import { Button } from '../design/Button.js';
import type { Manifest } from './report/manifests.js';
import type { TargetDescription } from './report/targets.js';
import styles from './RouteView.module.css';

interface ManifestViewProps {
  readonly target: TargetDescription;
  readonly manifest: Manifest;
  /** True while the routes have changed since. */
  readonly isOld: boolean;
}

/** One data plane's objects, to copy or to save, with what there is to say of them. */
export function ManifestView({ target, manifest: { text, findings }, isOld }: ManifestViewProps) {
  return (
    <div className={styles['manifest']} aria-busy={isOld}>
      <ul className={styles['findings']} aria-label={`what ${target.title} says`}>
        {findings.map(({ code, severity, message, route }) => (
          <li key={`${code} ${message} ${route ?? ''}`} className={styles[severity]}>
            {route === null ? '' : `${route}: `}
            {message}
          </li>
        ))}
      </ul>
      {text !== null && (
        <>
          <div className={styles['buttons']}>
            <CopyButton text={text} what={`the manifest for ${target.title}`} />
            <Button label={`download ${target.file}`} onClick={() => download(target.file, text)}>
              Download
            </Button>
          </div>
          <pre className={styles['code']} tabIndex={0} aria-label={`${target.title}, ${target.file}`}>
            {text}
          </pre>
        </>
      )}
    </div>
  );
}

function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const [said, setSaid] = useState<string | null>(null);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('copied'),
      () => setSaid('the browser does not allow it: select the text and copy it'),
    );
  };
  return (
    <>
      <Button label={`copy ${what}`} onClick={copy}>
        Copy
      </Button>
      <span role="status" className={styles['faint']}>
        {said ?? ''}
      </span>
    </>
  );
}

function download(file: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  // The browser has begun to read it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
