import { outline, roundTop } from './chart.js';
import styles from './console.module.css';
import { colourOf } from './colours.js';

interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

interface ChartProps {
  readonly title: string;
  readonly series: readonly Series[];
  readonly text: (value: number | null) => string;
  /** The value at the top; a round number above all values where it is left out. */
  readonly top?: number;
}

const SIZE = { width: 240, height: 56 };

/** A small chart of one line a version; the newest values stand beside it as text. */
export function Chart({ title, series, text, top }: ChartProps) {
  const highest = top ?? roundTop(series.flatMap(({ values }) => values));
  const newest = series.map(({ name, values }) => ({ name, value: values.at(-1) ?? null }));
  return (
    <figure className={styles['chart']}>
      <figcaption>
        {title} <span className={styles['faint']}>to {text(highest)}</span>
      </figcaption>
      <svg viewBox={`0 -2 ${SIZE.width} ${SIZE.height + 4}`} preserveAspectRatio="none" aria-hidden="true">
        <line x1="0" x2={SIZE.width} y1={SIZE.height} y2={SIZE.height} className={styles['axis']} />
        {series.map(({ name, values }, place) => (
          <path
            key={name}
            d={outline(values, { ...SIZE, top: highest })}
            stroke={colourOf(place)}
            strokeDasharray={place === 0 ? 'none' : `${place * 4} 2`}
            className={styles['series']}
          />
        ))}
      </svg>
      <ul className={styles['legend']}>
        {newest.map(({ name, value }, place) => (
          <li key={name}>
            <span className={styles['key']} style={{ background: colourOf(place) }} aria-hidden="true" />
            {name} <strong>{text(value)}</strong>
          </li>
        ))}
      </ul>
    </figure>
  );
}
