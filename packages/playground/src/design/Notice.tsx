import type { ReactNode } from 'react';
import styles from './Notice.module.css';

interface NoticeProps {
  readonly tone: 'plain' | 'good' | 'bad' | 'wait';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A sentence about what has happened, where it happened; failures are read out at once. */
export function Notice({ tone, children, actions }: NoticeProps) {
  return (
    <div
      className={`${styles['notice'] ?? ''} ${tone === 'plain' ? '' : (styles[tone] ?? '')}`}
      role={tone === 'bad' ? 'alert' : 'status'}
    >
      <div>{children}</div>
      {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
