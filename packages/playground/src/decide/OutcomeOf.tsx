import { numberText } from '@lamia/lang';
import { memo } from 'react';
import { Trace } from '../trace/Trace.js';
import styles from './OutcomeOf.module.css';
import type { Outcome } from './outcome.js';

/** What a program says, in one sentence and then with the value of every part. */
export const OutcomeOf = memo(function OutcomeOf({ outcome }: { readonly outcome: Outcome }) {
  switch (outcome.kind) {
    case 'decision': {
      const { decided, result, trace } = outcome;
      const what = decided ? (result === null ? 'hold' : `more traffic to ${result}`) : 'undecided';
      return (
        <>
          <Verdict
            tone={decided ? (result === null ? 'plain' : 'decided') : 'undecided'}
            what={what}
            why={trace.headline}
          />
          <Trace trace={trace} />
        </>
      );
    }
    case 'score': {
      const { scores, traces } = outcome;
      const values = Object.entries(scores.values).map(
        ([version, value]) => `${version} ${value === null ? 'unknown' : numberText(value, undefined)}`,
      );
      return (
        <>
          <Verdict
            tone={scores.best === null ? 'undecided' : 'decided'}
            what={scores.best === null ? 'no best version' : `best: ${scores.best}`}
            why={values.length === 0 ? 'the release has no versions' : values.join(', ')}
          />
          {traces.map(({ version, trace }) => (
            <div key={version} className={styles['scored']}>
              <h3>{trace.headline}</h3>
              <Trace trace={trace} />
            </div>
          ))}
        </>
      );
    }
  }
});

interface VerdictProps {
  readonly tone: 'plain' | 'decided' | 'undecided';
  readonly what: string;
  readonly why: string;
}

function Verdict({ tone, what, why }: VerdictProps) {
  return (
    <div
      role="status"
      aria-label="outcome"
      className={`${styles['verdict'] ?? ''} ${tone === 'plain' ? '' : (styles[tone] ?? '')}`}
    >
      <span className={styles['what']}>{what}</span>
      <span className={styles['why']}>{why}</span>
    </div>
  );
}
