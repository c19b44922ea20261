import { Notice } from '../design/Notice.js';
import type { PlayState } from './play-state.js';
import type { FileFinding } from './protocol.js';
import styles from './SimulateView.module.css';
import type { Verdict } from './verdict.js';

/** How the play came out, and what there is to say of the gateway's file. */
export function PlayNotices({ play }: { readonly play: PlayState }) {
  const { status, verdict, findings, message, moments } = play;
  return (
    <>
      {status === 'refused' && (
        <Notice tone="bad">
          the gateway’s file has errors, so that nothing was played:
          <Findings findings={findings.filter(({ severity }) => severity === 'error')} />
        </Notice>
      )}
      {status === 'unreadable' && <Notice tone="bad">the file cannot be read: {message}</Notice>}
      {status === 'failed' && (
        <Notice tone="bad">
          the simulation failed: {message ?? 'nobody knows why'}; change the scenario or load the page anew
        </Notice>
      )}
      {status === 'cancelled' && <Notice tone="plain">cancelled after {moments.length} ticks</Notice>}
      {status === 'playing' && <Notice tone="plain">playing …</Notice>}
      {status === 'over' && verdict !== null && (
        <Notice tone={toneOf(verdict)}>
          <strong>{verdict.headline}</strong>: {verdict.reason}
        </Notice>
      )}
      {status !== 'refused' && findings.length > 0 && (
        <Notice tone="wait">
          the gateway’s file can be played, but:
          <Findings findings={findings} />
        </Notice>
      )}
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly FileFinding[] }) {
  return (
    <ul className={styles['findings']}>
      {findings.map(({ line, start, message }) => (
        <li key={`${start} ${message}`}>
          line {line}: {message}
        </li>
      ))}
    </ul>
  );
}

function toneOf({ outcome }: Verdict): 'plain' | 'good' | 'bad' | 'wait' {
  switch (outcome) {
    case 'promoted':
      return 'good';
    case 'rolled back':
    case 'held':
      return 'wait';
    case 'under way':
    case 'unfinished':
    case 'nothing to release':
      return 'plain';
  }
}
