import { useId } from 'react';
import styles from './Tick.module.css';

interface TickProps {
  readonly label: string;
  readonly hint: string;
  readonly isTicked: boolean;
  readonly onChange: (isTicked: boolean) => void;
}

/** Something that is so or is not, with what that means behind it. */
export function Tick({ label, hint, isTicked, onChange }: TickProps) {
  const id = useId();
  return (
    <div className={styles['tick']}>
      <input
        id={id}
        type="checkbox"
        checked={isTicked}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-hint`} className={styles['hint']}>
          {hint}
        </p>
      </div>
    </div>
  );
}
