import styles from './console.module.css';
import { traceRows } from './trace-rows.js';

/** The value of every part of a program, from the outside in. */
export function Trace({ trace }: { readonly trace: unknown }) {
  const rows = traceRows(trace);
  if (rows.length === 0) return null;
  return (
    <details>
      <summary>how it came to that</summary>
      <ul className={styles['trace']}>
        {rows.map(({ depth, text, value }, place) => (
          <li key={place} style={{ paddingInlineStart: `${depth}rem` }}>
            <code>{text}</code> <span>{value}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
