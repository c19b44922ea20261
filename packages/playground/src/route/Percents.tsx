import { withPercent } from './edit-project.js';
import styles from './RouteView.module.css';

interface PercentsProps {
  /** Whose they are, for screen readers. */
  readonly of: string;
  readonly versions: readonly string[];
  readonly percents: readonly number[];
  readonly onChange: (percents: readonly number[]) => void;
}

/** A route's weights: a number for each version, and what is wrong with their sum. */
export function Percents({ of, versions, percents, onChange }: PercentsProps) {
  const sum = Math.round(percents.reduce((total, percent) => total + percent, 0) * 100) / 100;
  return (
    <div className={styles['percents']} role="group" aria-label={`weights of ${of}`}>
      {versions.map((version, place) => (
        <label key={version} className={styles['percent']}>
          <span>{version}</span>
          <input
            type="number"
            min={0}
            max={100}
            step={1}
            value={percents[place] ?? 0}
            onChange={(event) =>
              onChange(
                withPercent(
                  percents,
                  place,
                  Number.isNaN(event.target.valueAsNumber) ? 0 : event.target.valueAsNumber,
                ),
              )
            }
          />
          <span aria-hidden="true">%</span>
        </label>
      ))}
      {sum !== 100 && <span className={styles['bad']}>they sum to {sum} instead of 100</span>}
    </div>
  );
}
