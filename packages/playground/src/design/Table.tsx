import type { ReactNode } from 'react';
import styles from './Table.module.css';

interface TableProps {
  /** What is in it, for screen readers. */
  readonly label: string;
  readonly columns: readonly string[];
  /** `reads`: each row is about something that a program reads. `numbers`: each row has numbers to compare. */
  readonly look: 'reads' | 'numbers';
  /** The rows. */
  readonly children: ReactNode;
}

/** A table that is scrolled by itself where the page has not the room for it, also by the keyboard. */
export function Table({ label, columns, look, children }: TableProps) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={label}>
      <table className={styles['table']} data-look={look}>
        <thead>
          <tr>
            {columns.map((column, place) => (
              <th key={`${place} ${column}`} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
