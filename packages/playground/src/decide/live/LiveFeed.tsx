import { useEffect, useState } from 'react';
import { LetIn } from '../../console/LetIn.js';
import { Button } from '../../design/Button.js';
import { EmptyState } from '../../design/EmptyState.js';
import { Field } from '../../design/Field.js';
import { Notice } from '../../design/Notice.js';
import { useGateways } from '../../runtime-api/use-gateways.js';
import { ageText, type Live } from './live-answer.js';
import styles from './Live.module.css';
import { useLiveValues, type Asking } from './use-live-values.js';

interface LiveFeedProps {
  /** The gateway that was chosen; empty for the first. */
  readonly gateway: string;
  readonly onChoose: (gateway: string) => void;
  readonly source: string;
  readonly onLive: (live: Live) => void;
}

/** Live values of a gateway of the runtime behind this page, asked for every few seconds. */
export default function LiveFeed(props: LiveFeedProps) {
  return <LetIn>{(onUnknown) => <Feed {...props} onUnknown={onUnknown} />}</LetIn>;
}

function Feed({
  gateway: chosen,
  onChoose,
  source,
  onLive,
  onUnknown,
}: LiveFeedProps & { readonly onUnknown: () => void }) {
  const { names, problem } = useGateways(onUnknown);
  const [isPaused, setPaused] = useState(false);
  const isThere = names?.includes(chosen) === true;
  const gateway = chosen === '' || (names !== null && !isThere) ? (names?.[0] ?? null) : chosen;
  const asking = useLiveValues({ gateway, source, isPaused, onLive, onUnknown });
  if (names === null && problem === null) return <p>asking for the gateways …</p>;
  if (names?.length === 0)
    return <EmptyState title="no gateways">this runtime has none whose values could be shown</EmptyState>;
  const wrong = asking.problem ?? (asking.last === null ? problem : null);
  return (
    <>
      <div className={styles['bar']}>
        <Field label="gateway">
          {(attributes) => (
            <select {...attributes} value={gateway ?? ''} onChange={(event) => onChoose(event.target.value)}>
              {(names ?? (gateway === null ? [] : [gateway])).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <Button pressed={isPaused} onClick={() => setPaused((before) => !before)}>
          {isPaused ? 'go on' : 'pause'}
        </Button>
        <Age asking={asking} isPaused={isPaused} />
      </div>
      {wrong !== null && !isPaused && (
        <Notice tone="wait">
          {asking.last === null ? 'there are no values yet' : 'these values may be old'}: {wrong}; it is asked
          again every three seconds
        </Notice>
      )}
    </>
  );
}

interface AgeProps {
  readonly asking: Asking;
  readonly isPaused: boolean;
}

/** How old the values are that are shown, counted on while nothing newer comes. */
function Age({ asking: { last }, isPaused }: AgeProps) {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (last === null) return <span className={styles['age']}>{isPaused ? 'paused' : 'asking …'}</span>;
  const seconds = last.age + Math.max(0, now - last.came) / 1000;
  return (
    <span className={styles['age']} aria-label="age of the values">
      {isPaused ? 'paused, ' : ''}
      {ageText(seconds)} old
    </span>
  );
}
