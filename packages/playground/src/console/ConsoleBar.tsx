import { useAddress } from '../app/use-address.js';
import { Notice } from '../design/Notice.js';
import styles from './console.module.css';
import { useSession } from './session.js';

const PLACES = [
  { name: 'gateways', title: 'Gateways' },
  { name: 'entities', title: 'Entities' },
  { name: 'settings', title: 'Settings' },
] as const;

/** The pages of the console, and whether they show what is. */
export function ConsoleBar() {
  const [place = 'gateways'] = useAddress().path;
  const { live, runtime } = useSession();
  return (
    <>
      <div className={styles['bar']}>
        <nav className={styles['places']} aria-label="console">
          {PLACES.map(({ name, title }) => (
            <a
              key={name}
              href={`#/console/${name}`}
              {...(name === place ? { 'aria-current': 'page' as const } : {})}
            >
              {title}
            </a>
          ))}
        </nav>
        <p className={styles['who']}>
          <span className={styles['live']} data-state={live.kind}>
            {live.kind === 'live' ? 'live' : live.kind === 'lost' ? 'not connected' : 'connecting'}
          </span>
          {' · '}
          {runtime.caller.name} ({runtime.caller.role})
        </p>
      </div>
      {live.kind === 'lost' && (
        <Notice tone="bad">
          {live.why}; what is shown is the last that it said. It is tried again by itself.
        </Notice>
      )}
    </>
  );
}
