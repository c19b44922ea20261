import styles from './console.module.css';
import { lineDifference, type DifferentLine } from './line-difference.js';

const SIGNS = { same: ' ', gone: '−', new: '+' } as const;
const WORDS = { same: '', gone: 'taken out: ', new: 'put in: ' } as const;
/** Lines around a change that say where it is. */
const AROUND = 2;

interface DifferenceProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What a text changes of another one, line by line. */
export function Difference({ label, before, after }: DifferenceProps) {
  const lines = lineDifference(before, after);
  const near = (place: number): boolean =>
    lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ kind }) => kind !== 'same');
  return (
    <div className={styles['difference']} tabIndex={0} role="region" aria-label={label}>
      <ul>{lines.map((line, place) => (near(place) ? <Line key={place} line={line} /> : null))}</ul>
    </div>
  );
}

function Line({ line: { kind, text } }: { readonly line: DifferentLine }) {
  return (
    <li data-kind={kind}>
      <span aria-hidden="true">{SIGNS[kind]} </span>
      <span className="visually-hidden">{WORDS[kind]}</span>
      {text}
    </li>
  );
}
