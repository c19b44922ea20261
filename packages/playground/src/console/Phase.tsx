import type { Status } from './acts.js';
import styles from './console.module.css';

/** Where a release stands; the word says it, colour only helps. */
export function Phase({ status: { phase, outage } }: { readonly status: Pick<Status, 'phase' | 'outage'> }) {
  return (
    <span className={styles['phase']} data-tone={outage === null ? toneOf(phase) : 'bad'}>
      {outage === null ? (phase ?? 'no release') : 'data plane out of reach'}
    </span>
  );
}

function toneOf(phase: Status['phase']): 'good' | 'bad' | 'wait' | 'plain' | 'busy' {
  switch (phase) {
    case 'Promoted':
      return 'good';
    case 'RolledBack':
    case 'RollingBack':
      return 'bad';
    case 'Waiting':
    case 'Paused':
    case 'Held':
      return 'wait';
    case 'Progressing':
      return 'busy';
    case 'Pending':
    case 'Superseded':
    case null:
      return 'plain';
  }
}
