import type { ReactNode } from 'react';
import styles from './Disclosure.module.css';

interface DisclosureProps {
  readonly title: string;
  /** What is inside, in a few words, for who need not open it. */
  readonly summary: string;
  readonly children: ReactNode;
}

/** What most need not see, folded away below its title. */
export function Disclosure({ title, summary, children }: DisclosureProps) {
  return (
    <details className={styles['disclosure']}>
      <summary className={styles['head']}>
        <span className={styles['title']}>{title}</span>
        <span className={styles['summary']}>{summary}</span>
      </summary>
      <div className={styles['body']}>{children}</div>
    </details>
  );
}
