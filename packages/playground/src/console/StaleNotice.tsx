import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import type { Status } from './acts.js';
import { Difference } from './Difference.js';
import { documentText } from './document-text.js';
import type { Draft } from './document-draft.js';
import type { Held } from './DocumentPart.js';
import styles from './console.module.css';
import { Time } from './Time.js';

interface StaleNoticeProps {
  readonly status: Status;
  readonly draft: Draft;
  readonly held: Held;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

/** Somebody put another document while this one was written: who, when and what, and the reader chooses. */
export function StaleNotice({ status, draft, held, onKeep, onTake }: StaleNoticeProps) {
  // The status may be a moment behind the document.
  const described = `"${status.revision}"` === held.etag ? status.described : null;
  return (
    <section className={styles['part']} aria-label="a change by somebody else">
      <Notice
        tone="wait"
        actions={
          <>
            <Button onClick={onKeep}>keep mine</Button>
            <Button onClick={onTake}>take theirs</Button>
          </>
        }
      >
        {described === null ? (
          'somebody changed this gateway'
        ) : (
          <>
            {described.by} changed this gateway at <Time at={described.at} />
          </>
        )}{' '}
        while you wrote. Nothing of yours is lost: to take theirs sets it aside.
      </Notice>
      <h3>What they changed</h3>
      <Difference
        label="what they changed"
        before={documentText(draft.rests.document)}
        after={documentText(held.document)}
      />
    </section>
  );
}
