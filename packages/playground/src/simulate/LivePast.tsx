import { useEffect, useRef, useState } from 'react';
import { LetIn } from '../console/LetIn.js';
import { Button } from '../design/Button.js';
import { EmptyState } from '../design/EmptyState.js';
import { Field } from '../design/Field.js';
import { Notice } from '../design/Notice.js';
import { CLIENT } from '../runtime-api/attached-runtime.js';
import { failureText } from '../runtime-api/result.js';
import { useGateways } from '../runtime-api/use-gateways.js';
import styles from './OpenField.module.css';

interface LivePastProps {
  readonly onOpen: (name: string, text: string) => void;
}

/** How far back, with the words for it. */
const SPANS = [
  ['15m', 'quarter of an hour'],
  ['1h', 'hour'],
  ['6h', 'six hours'],
] as const;
type Span = (typeof SPANS)[number][0];

/** How the asking for a past stands. */
type Asking =
  { readonly kind: 'no' } | { readonly kind: 'asking' } | { readonly kind: 'none'; readonly why: string };

/** Takes what a gateway of the runtime behind this page has measured until now, as a recording to play. */
export default function LivePast({ onOpen }: LivePastProps) {
  return <LetIn>{(onUnknown) => <Choice onOpen={onOpen} onUnknown={onUnknown} />}</LetIn>;
}

function Choice({ onOpen, onUnknown }: LivePastProps & { readonly onUnknown: () => void }) {
  const { names, problem } = useGateways(onUnknown);
  const [chosen, setChosen] = useState('');
  const [span, setSpan] = useState<Span>('1h');
  const [asking, setAsking] = useState<Asking>({ kind: 'no' });
  // Who has gone on to something else is not brought back by an answer.
  const leaving = useRef(new AbortController());
  useEffect(() => {
    const ending = new AbortController();
    leaving.current = ending;
    return () => ending.abort();
  }, []);
  if (names === null)
    return problem === null ? <p>asking for the gateways …</p> : <Notice tone="bad">{problem}</Notice>;
  const gateway = names.includes(chosen) ? chosen : names[0];
  if (gateway === undefined)
    return <EmptyState title="no gateways">this runtime has none that has a past</EmptyState>;

  const load = async (): Promise<void> => {
    const { signal } = leaving.current;
    setAsking({ kind: 'asking' });
    const asked = { path: { name: gateway }, query: { span } };
    const answer = await CLIENT.call('recordGatewayPast', asked, signal);
    if (answer.kind === 'cancelled') return;
    if (answer.kind !== 'answered') {
      setAsking({ kind: 'none', why: failureText(answer) });
      return;
    }
    const { recording, why } = answer.body;
    if (recording === null) {
      setAsking({ kind: 'none', why: why ?? 'nobody says why' });
      return;
    }
    setAsking({ kind: 'no' });
    onOpen(`the last ${SPANS.find(([one]) => one === span)?.[1] ?? span} of ${gateway}`, recording);
  };

  return (
    <div className={styles['past']}>
      <Field label="gateway">
        {(attributes) => (
          <select {...attributes} value={gateway} onChange={(event) => setChosen(event.target.value)}>
            {names.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label="its last">
        {(attributes) => (
          <select
            {...attributes}
            value={span}
            onChange={(event) => setSpan(SPANS.find(([one]) => one === event.target.value)?.[0] ?? '1h')}
          >
            {SPANS.map(([one, words]) => (
              <option key={one} value={one}>
                {words}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button
        unavailable={asking.kind === 'asking' ? 'it is being asked for' : null}
        onClick={() => void load()}
      >
        {asking.kind === 'asking' ? 'asking …' : 'take its past'}
      </Button>
      {asking.kind === 'none' && (
        <Notice tone="wait">
          there is no past of {gateway} to play: {asking.why}
        </Notice>
      )}
    </div>
  );
}
