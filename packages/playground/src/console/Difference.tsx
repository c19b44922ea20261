import styles from './console.module.css';
import { lineDifference, type DifferentLine } from './line-difference.js';

const SIGNS = { same: ' ', gone: '−', new: '+' } as const;
const WORDS = { same: '', gone: 'taken out: ', new: 'put in: ' } as const;
/** Lines around a change that say where it is. */
const AROUND = 2;

/** What a text changes of another one, line by line. */
export function Difference({ before, after }: { readonly before: string; readonly after: string }) {
  const lines = lineDifference(before, after);
  const near = (place: number): boolean =>
    lines.slice(Math.max(0, place - AROUND), place + AROUND + 1).some(({ kind }) => kind !== 'same');
  return (
    <ul className={styles['difference']} aria-label="what would change">
      {lines.map((line, place) => (near(place) ? <Line key={place} line={line} /> : null))}
    </ul>
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
