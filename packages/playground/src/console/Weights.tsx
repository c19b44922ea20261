import type { Schemas } from '../../../runtime/src/client/api-types.js';
import styles from './console.module.css';
import { colourOf } from './colours.js';

interface WeightsProps {
  readonly route: Schemas['RouteWeights'];
  readonly versions: readonly string[];
}

/** The weights of a route as one bar, and as text. */
export function Weights({ route: { name, weights }, versions }: WeightsProps) {
  const shown = versions.map((version, place) => ({ version, place, percent: weights[version] ?? 0 }));
  return (
    <div className={styles['route']}>
      <span className={styles['route-name']}>{name}</span>
      <span className={styles['stack']} aria-hidden="true">
        {shown.map(({ version, place, percent }) => (
          <span key={version} style={{ width: `${percent}%`, background: colourOf(place) }} />
        ))}
      </span>
      <span>
        {shown
          .filter(({ percent }) => percent > 0)
          .map(({ version, percent }) => `${version} ${percent}%`)
          .join(', ')}
      </span>
    </div>
  );
}
