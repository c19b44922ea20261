import { useEffect, useState, type ReactNode } from 'react';
import type { Address } from '../app/address.js';
import { dropShared } from '../app/use-address.js';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { useKeptStateNamed } from '../state/use-kept-state.js';
import { unpack } from './packed.js';
import styles from './SharedState.module.css';

interface SharedStateProps {
  readonly address: Address;
  readonly section: string;
  readonly children: ReactNode;
}

type Opened =
  | { readonly kind: 'none' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly problem: string };

/** Takes the state that a link carries into the section, once its view is there; what was there before can be had back. */
export function SharedState({ address, section, children }: SharedStateProps) {
  const [, kept] = useKeptStateNamed(section);
  const [opened, setOpened] = useState<Opened>({ kind: 'none' });
  const { shared } = address;

  useEffect(() => {
    if (shared === null || kept === null) return;
    let isCurrent = true;
    void unpack(shared).then((unpacked) => {
      if (!isCurrent) return;
      if (!unpacked.ok) setOpened({ kind: 'refused', problem: unpacked.problem });
      else if (kept.take('what the link brought', unpacked.data)) setOpened({ kind: 'opened' });
      else
        setOpened({
          kind: 'refused',
          problem: 'the link holds nothing that this page knows; it may be of another version',
        });
      dropShared(address);
    });
    return () => {
      isCurrent = false;
    };
  }, [shared, kept]);

  const close = (): void => setOpened({ kind: 'none' });
  return (
    <>
      {opened.kind !== 'none' && (
        <div className={styles['opened']}>
          {opened.kind === 'opened' && (
            <Notice
              tone="plain"
              actions={
                <>
                  <Button
                    onClick={() => {
                      kept?.undo();
                      close();
                    }}
                  >
                    bring back what was here
                  </Button>
                  <Button onClick={close}>keep</Button>
                </>
              }
            >
              this page shows what was opened; what was here before is kept
            </Notice>
          )}
          {opened.kind === 'refused' && (
            <Notice tone="bad" actions={<Button onClick={close}>close</Button>}>
              {opened.problem}
            </Notice>
          )}
        </div>
      )}
      {children}
    </>
  );
}
