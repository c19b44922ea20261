import { useState } from 'react';
import { Button } from '../design/Button.js';
import { unavailable, type Act, type Status } from './acts.js';
import { ActionNotice } from './ActionNotice.js';
import { Confirmation } from './Confirmation.js';
import styles from './console.module.css';
import { useSession } from './session.js';
import { useAction } from './use-action.js';

interface Offer {
  readonly act: Exclude<Act, 'weights' | 'put' | 'approve'>;
  readonly title: string;
  /** What will happen, for the one who is asked whether it shall. */
  readonly means: string;
  readonly look: 'normal' | 'danger';
}

const OFFERS: readonly Offer[] = [
  {
    act: 'pause',
    title: 'Pause',
    means: 'The weights stay as they are, and nothing is judged.',
    look: 'normal',
  },
  {
    act: 'resume',
    title: 'Resume',
    means: 'The release goes on, judging from a new window.',
    look: 'normal',
  },
  {
    act: 'promote',
    title: 'Promote',
    means: 'The candidate gets all traffic at once, judged or not, past gates and freeze windows.',
    look: 'normal',
  },
  {
    act: 'rollback',
    title: 'Roll back',
    means: 'The traffic goes back to the stable version, as the policies say.',
    look: 'danger',
  },
];

const OPERATIONS = {
  pause: 'pauseGateway',
  resume: 'resumeGateway',
  promote: 'promoteGateway',
  rollback: 'rollbackGateway',
} as const;

/** What an operator can do with the release; each act is asked about before it is done. */
export function Acts({ status }: { readonly status: Status }) {
  const { client, runtime } = useSession();
  const [asked, setAsked] = useState<Offer | null>(null);
  const [action, run] = useAction();
  const { name } = status;
  const act = (offer: Offer): void => {
    setAsked(null);
    const done = `${offer.title.toLowerCase()}: done`;
    void run((signal) => client.call(OPERATIONS[offer.act], { path: { name }, body: {} }, signal), done);
  };
  return (
    <div className={styles['acts']}>
      <div className={styles['buttons']} role="group" aria-label={`acts on ${name}`}>
        {OFFERS.map((offer) => (
          <Button
            key={offer.act}
            look={offer.look}
            unavailable={unavailable(offer.act, runtime.caller.role, status)}
            onClick={() => setAsked(offer)}
          >
            {offer.title}
          </Button>
        ))}
      </div>
      <ActionNotice action={action} />
      {asked !== null && (
        <Confirmation
          title={`${asked.title} ${name}?`}
          yes={asked.title.toLowerCase()}
          look={asked.look === 'normal' ? 'primary' : asked.look}
          onYes={() => act(asked)}
          onNo={() => setAsked(null)}
        >
          {asked.means}
        </Confirmation>
      )}
    </div>
  );
}
