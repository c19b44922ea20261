import type { Live } from './live-answer.js';
import styles from './Live.module.css';

/** The release that a gateway is in, as its program sees it. */
export function LiveRelease({ live: { gateway, answer } }: { readonly live: Live }) {
  const { versions, baseline, candidate, provider, window, source } = answer;
  const rows = [
    ['gateway', gateway],
    ['versions', versions.join(', ')],
    ['baseline', baseline],
    ['candidate', candidate ?? 'nobody'],
    ['metrics', provider === null ? 'none' : `${provider}, over ${window ?? 0} s`],
    ['source', source === null ? 'none' : source === 'prometheus' ? 'Prometheus' : 'scraped by the runtime'],
  ] as const;
  return (
    <dl className={styles['release']}>
      {rows.map(([term, said]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  );
}
