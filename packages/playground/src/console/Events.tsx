import { useState } from 'react';
import { EmptyState } from '../design/EmptyState.js';
import styles from './console.module.css';
import { useSession } from './session.js';
import { Time } from './Time.js';

/** What has happened to a gateway since the page was opened. */
export function Events({ gateway }: { readonly gateway: string }) {
  const { events } = useSession();
  const [showsTicks, setShowsTicks] = useState(false);
  const shown = events.filter(
    (event) => event.gateway === gateway && (showsTicks || event.kind !== 'ticked'),
  );
  return (
    <>
      <label className={styles['choice']}>
        <input
          type="checkbox"
          checked={showsTicks}
          onChange={(event) => setShowsTicks(event.target.checked)}
        />
        every tick
      </label>
      {shown.length === 0 ? (
        <EmptyState title="Nothing has happened since this page was opened">
          What happens from now on is here at once; what was before is among the decisions.
        </EmptyState>
      ) : (
        <ol className={styles['list']} aria-label="events, newest first">
          {shown.map(({ id, kind, at, reason }, place) => (
            <li key={id ?? place}>
              <Time at={at} /> <strong>{kind}</strong> {reason}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
