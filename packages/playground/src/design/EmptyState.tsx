import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  readonly title: string;
  /** What would fill the place, and how to get there. */
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** What stands where there is nothing yet. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <div className={styles['empty']}>
      <p className={styles['title']}>{title}</p>
      <div>{children}</div>
      {actions}
    </div>
  );
}
