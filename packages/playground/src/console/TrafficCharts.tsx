import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Chart } from './Chart.js';
import { numberText, shareText } from './chart.js';
import styles from './console.module.css';

interface TrafficChartsProps {
  readonly traffic: Schemas['Traffic'];
  readonly versions: readonly string[];
}

/** Requests a second and the share of errors of each version; what is not known is said to be, with the reason. */
export function TrafficCharts({ traffic: { window, samples }, versions }: TrafficChartsProps) {
  if (window === null) return <p className={styles['faint']}>this gateway has no metric source</p>;
  const newest = samples.at(-1);
  const reasons = versions.flatMap((version) => {
    const why = newest?.versions[version]?.unknown ?? null;
    return why === null ? [] : [`${version}: ${why}`];
  });
  const of = (what: 'requests' | 'errors') =>
    versions.map((name) => ({
      name,
      values: samples.map((sample) => sample.versions[name]?.[what] ?? null),
    }));
  return (
    <>
      <div className={styles['charts']}>
        <Chart title="Requests a second" series={of('requests')} text={numberText} />
        <Chart title="Share of errors" series={of('errors')} text={shareText} />
      </div>
      {reasons.length > 0 && <p className={styles['faint']}>unknown: {reasons.join('; ')}</p>}
    </>
  );
}
