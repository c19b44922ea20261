import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { Button } from './Button.js';
import styles from './Dialog.module.css';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A modal dialog; the browser's own keeps the focus inside and gives it back. Draw it to open it. */
export function Dialog({ title, onClose, children, actions }: DialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before it is taken out of the page: the browser gives the focus back only then.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      aria-labelledby={id}
      onCancel={(event) => {
        // Whether it is open is for the owner to say.
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles['head']}>
        <h2 id={id}>{title}</h2>
        <Button look="plain" label="close" onClick={onClose}>
          ✕
        </Button>
      </header>
      <div className={styles['body']}>
        {children}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
    </dialog>
  );
}
