import { useId, type ReactNode } from 'react';
import styles from './Field.module.css';

/** What a control needs so that its label, its hint and its problem are read out with it. */
interface ControlAttributes {
  readonly id: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: true;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with the value; null or absent where nothing is. */
  readonly problem?: string | null;
  readonly children: (attributes: ControlAttributes) => ReactNode;
}

/** A control with its label above, and below it a hint or what is wrong. */
export function Field({ label, hint, problem = null, children }: FieldProps) {
  const id = useId();
  const note = `${id}-note`;
  const hasNote = problem !== null || hint !== undefined;
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        ...(hasNote ? { 'aria-describedby': note } : {}),
        ...(problem === null ? {} : { 'aria-invalid': true }),
      })}
      {hasNote && (
        <span id={note} className={problem === null ? styles['hint'] : styles['problem']}>
          {problem ?? hint}
        </span>
      )}
    </div>
  );
}
