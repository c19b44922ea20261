import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Chart } from './Chart.js';
import { numberText, shareText, unknownText } from './chart.js';
import styles from './console.module.css';

interface TrafficChartsProps {
  readonly traffic: Schemas['Traffic'];
  readonly versions: readonly string[];
}

/** Requests a second and the share of errors of each version; what is not known is said to be, with the reason. */
export function TrafficCharts({ traffic: { window, samples }, versions }: TrafficChartsProps) {
  if (window === null) return <p className={styles['faint']}>this gateway has no metric source</p>;
  const newest = samples.at(-1);
  const unknown = unknownText(
    versions.map((name) => ({ name, why: newest?.versions[name]?.unknown ?? null })),
  );
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
      {unknown !== '' && <p className={styles['faint']}>unknown: {unknown}</p>}
    </>
  );
}
