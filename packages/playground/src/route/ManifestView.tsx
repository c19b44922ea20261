import { useState } from 'react';
import { Button } from '../design/Button.js';
import type { Manifest } from './report/manifests.js';
import { isUnfinished } from './report/manifests-to-show.js';
import type { TargetDescription } from './report/targets.js';
import styles from './RouteView.module.css';

interface ManifestViewProps {
  readonly target: TargetDescription;
  readonly manifest: Manifest;
  /** True while the routes have changed since. */
  readonly isOld: boolean;
}

/** One data plane's objects, to copy or to save, with what there is to say of them. */
export function ManifestView({ target, manifest, isOld }: ManifestViewProps) {
  const { text, findings } = manifest;
  const [said, setSaid] = useState('');
  const why = isOld ? 'the routes have changed since; it is being written' : null;
  const copy = (written: string): void => {
    navigator.clipboard.writeText(written).then(
      () => setSaid('copied'),
      () => setSaid('the browser does not allow it: select the text and copy it'),
    );
  };
  return (
    <div className={styles['manifest']} aria-busy={isOld}>
      <div className={styles['manifestHead']}>
        <h3>
          {target.title} <Sign manifest={manifest} />
        </h3>
        <span role="status" className={styles['faint']}>
          {said}
        </span>
        {text !== null && (
          <div className={styles['buttons']}>
            <Button
              label={`copy the manifest for ${target.title}`}
              unavailable={why}
              onClick={() => copy(text)}
            >
              Copy
            </Button>
            <Button
              label={`download ${target.file}`}
              unavailable={why}
              onClick={() => download(target.file, text)}
            >
              Download
            </Button>
          </div>
        )}
      </div>
      {text !== null && (
        <pre className={styles['code']} tabIndex={0} aria-label={`${target.title}, ${target.file}`}>
          {text}
        </pre>
      )}
      <ul
        className={`${styles['findings'] ?? ''} ${text === null ? (styles['refusal'] ?? '') : ''}`}
        aria-label={`what ${target.title} says`}
      >
        {findings.map(({ code, severity, message, route }) => (
          <li key={`${code} ${message} ${route ?? ''}`} className={styles[severity]}>
            {route === null ? '' : `${route}: `}
            {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Whether there is a manifest, at a glance. */
export function Sign({ manifest }: { readonly manifest: Manifest | null }) {
  if (manifest === null) return <span className={styles['faint']}>…</span>;
  const { text, findings } = manifest;
  const warns = findings.some(({ severity }) => severity === 'warning');
  if (isUnfinished(manifest)) return <span className={styles['faint']}>waits</span>;
  if (text === null) return <span className={styles['bad']}>refused</span>;
  return warns ? <span className={styles['warning']}>!</span> : <span className={styles['good']}>✓</span>;
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
