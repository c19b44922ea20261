import type { ReactNode } from 'react';
import styles from './Columns.module.css';

interface ColumnsProps {
  /** Which column has more room where they stand side by side: `even` for none. */
  readonly shape?: 'even' | 'secondWider';
  /** The columns, and what takes their whole width. */
  readonly children: ReactNode;
}

/** Two columns of panels side by side, or one below the other where there is no room. */
export function Columns({ shape = 'even', children }: ColumnsProps) {
  return <div className={`${styles['columns'] ?? ''} ${styles[shape] ?? ''}`}>{children}</div>;
}

interface ColumnProps {
  /** Takes the room of both columns. */
  readonly isWhole?: boolean;
  readonly children: ReactNode;
}

/** Panels one below the other. */
export function Column({ isWhole = false, children }: ColumnProps) {
  return (
    <div className={`${styles['column'] ?? ''} ${isWhole ? (styles['whole'] ?? '') : ''}`}>{children}</div>
  );
}
