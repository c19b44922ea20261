import { useState } from 'react';
import { Button } from '../design/Button.js';
import { Panel } from '../design/Panel.js';
import { unavailable, type Status } from './acts.js';
import { ActionNotice } from './ActionNotice.js';
import { Confirmation } from './Confirmation.js';
import styles from './console.module.css';
import { useSession } from './session.js';
import { Time } from './Time.js';
import { useAction } from './use-action.js';

type Gate = Status['gates'][number];

interface Asked {
  readonly gate: Gate;
  readonly approved: boolean;
}

/** The gates that a release waits at: each is approved or refused by itself. Nothing where none is open and none was answered here. */
export function Gates({ status }: { readonly status: Status }) {
  const { client, runtime } = useSession();
  const { name, gates } = status;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [action, run] = useAction();
  const blocked = unavailable('approve', runtime.caller.role, status);
  const answer = ({ gate, approved }: Asked): void => {
    setAsked(null);
    void run(
      (signal) =>
        client.call('approveGateway', { path: { name }, body: { gate: gate.name, approved } }, signal),
      `the gate ${gate.name} is ${approved ? 'approved' : 'refused'}`,
    );
  };
  if (gates.length === 0 && action.kind === 'none') return null;
  return (
    <Panel title={TITLES[Math.min(gates.length, 2)] ?? ''}>
      <ul className={styles['gates']}>
        {gates.map((gate) => (
          <li key={gate.name}>
            <span>
              <strong>{gate.name}</strong>{' '}
              <span className={styles['faint']}>
                {placeText(gate)}, {gate.type === 'manual' ? 'asks people' : 'asks its webhook'} since{' '}
                <Time at={gate.since} />
              </span>
            </span>
            <span className={styles['buttons']}>
              <Button
                label={`refuse ${gate.name}`}
                unavailable={blocked}
                onClick={() => setAsked({ gate, approved: false })}
              >
                refuse
              </Button>
              <Button
                look="primary"
                label={`approve ${gate.name}`}
                unavailable={blocked}
                onClick={() => setAsked({ gate, approved: true })}
              >
                approve
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {gates.length === 0 && <p className={styles['faint']}>None waits any more.</p>}
      <ActionNotice action={action} />
      {asked !== null && (
        <Confirmation
          title={`${asked.approved ? 'Approve' : 'Refuse'} ${asked.gate.name} of ${name}?`}
          yes={asked.approved ? 'approve' : 'refuse'}
          look={asked.approved ? 'primary' : 'danger'}
          onYes={() => answer(asked)}
          onNo={() => setAsked(null)}
        >
          {asked.approved
            ? 'The release passes this gate; where others wait as well, it goes on once they are passed too.'
            : 'The release does not pass: it is held or goes back, as the gate says.'}
        </Confirmation>
      )}
    </Panel>
  );
}

/** By how many wait. */
const TITLES = ['Gates', 'A gate that waits for an answer', 'Gates that wait for an answer'] as const;

function placeText({ at }: Gate): string {
  switch (at) {
    case 'promotion':
      return 'before the promotion';
    case 'rollback':
      return 'before it goes back';
    default:
      return `before ${at}`;
  }
}
