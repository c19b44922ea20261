import type { ReactNode, Ref } from 'react';
import styles from './Button.module.css';

interface ButtonProps {
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly look?: 'normal' | 'primary' | 'danger' | 'plain';
  /** Why it cannot be pressed now; null or absent where it can. It stays in reach, so that the reason can be read. */
  readonly unavailable?: string | null;
  /** What it does, where its text alone does not say. */
  readonly label?: string;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button that says why it is not available instead of falling silent. */
export function Button({
  children,
  onClick,
  look = 'normal',
  unavailable = null,
  label,
  pressed,
  expanded,
  ref,
}: ButtonProps) {
  const isUnavailable = unavailable !== null;
  const title = unavailable ?? label;
  return (
    <button
      ref={ref}
      type="button"
      className={`${styles['button'] ?? ''} ${look === 'normal' ? '' : (styles[look] ?? '')}`}
      onClick={isUnavailable ? undefined : onClick}
      aria-disabled={isUnavailable}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(title === undefined ? {} : { title })}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      {...(expanded === undefined ? {} : { 'aria-expanded': expanded })}
    >
      {children}
    </button>
  );
}
