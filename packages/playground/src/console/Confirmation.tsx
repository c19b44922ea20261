import type { ReactNode } from 'react';
import { Button } from '../design/Button.js';
import { Dialog } from '../design/Dialog.js';
import styles from './console.module.css';
import { useSession } from './session.js';

interface ConfirmationProps {
  readonly title: string;
  /** What will happen, for the one who is asked whether it shall. */
  readonly children: ReactNode;
  /** What the button says that has it done. */
  readonly yes: string;
  readonly look: 'primary' | 'danger';
  readonly onYes: () => void;
  readonly onNo: () => void;
}

/** Asks before something is done that others will notice. */
export function Confirmation({ title, children, yes, look, onYes, onNo }: ConfirmationProps) {
  const { runtime } = useSession();
  return (
    <Dialog
      title={title}
      onClose={onNo}
      actions={
        <>
          <Button onClick={onNo}>leave it</Button>
          <Button look={look} onClick={onYes}>
            {yes}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      <p className={styles['faint']}>It stands in the decision log with your name, {runtime.caller.name}.</p>
    </Dialog>
  );
}
