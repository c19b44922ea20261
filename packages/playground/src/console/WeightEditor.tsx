import { useId, useState } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import { Button } from '../design/Button.js';
import { Notice } from '../design/Notice.js';
import { failureText, type Failed } from '../runtime-api/result.js';
import { unavailable, type Status } from './acts.js';
import { ActionNotice } from './ActionNotice.js';
import styles from './console.module.css';
import { useSession } from './session.js';
import { useAction, whyBusy } from './use-action.js';
import { differences, moved, percentagesOf, sharesOf, type Shares } from './weights.js';

interface WeightEditorProps {
  readonly status: Status;
  readonly route: Schemas['RouteWeights'];
  readonly versions: readonly string[];
}

/** What the reader chose, and what that rests on. */
interface Draft {
  readonly shares: Shares;
  readonly step: number;
  /** What the runtime says to it beforehand; null while it is not asked. */
  readonly preview: { readonly kind: 'fine' } | Failed | null;
}

/** The weights of one route with a slider a version; they always sum to 100. */
export function WeightEditor({ status, route, versions }: WeightEditorProps) {
  const { client, runtime } = useSession();
  const [draft, setDraft] = useState<Draft | null>(null);
  const [action, run, forget] = useAction();
  const current = sharesOf(route.weights, versions);
  const shown = draft?.shares ?? current;
  const changes = draft === null ? [] : differences(current, draft.shares);
  const isStale = draft !== null && draft.step !== status.step;
  const blocked = unavailable('weights', runtime.caller.role, status);

  const ask = (signal: AbortSignal, step: number, query: { readonly dryRun?: boolean }) =>
    client.call(
      'setGatewayWeights',
      {
        path: { name: status.name },
        query,
        body: { route: route.name, weights: percentagesOf(shown), step },
      },
      signal,
    );
  const preview = async (): Promise<void> => {
    if (draft === null) return;
    const answer = await ask(new AbortController().signal, status.step, { dryRun: true });
    const said = answer.kind === 'answered' ? ({ kind: 'fine' } as const) : answer;
    // Whoever moved on meanwhile has other weights than those that were weighed.
    setDraft((now) => (now === draft ? { ...draft, preview: said } : now));
  };
  const save = async (): Promise<void> => {
    if (draft !== null && (await run((signal) => ask(signal, draft.step, {}), 'the weights are saved')))
      setDraft((now) => (now === draft ? null : now));
  };

  return (
    <div className={styles['sliders']}>
      <h3>{route.name}</h3>
      {[...shown].map(([version, share]) => (
        <Slider
          key={version}
          version={version}
          route={route.name}
          share={share}
          disabled={blocked}
          onMove={(to) => {
            forget();
            setDraft({ shares: moved(shown, version, to), step: draft?.step ?? status.step, preview: null });
          }}
        />
      ))}
      {isStale && (
        <Notice
          tone="wait"
          actions={
            <>
              <Button onClick={() => setDraft({ ...draft, step: status.step, preview: null })}>
                keep mine
              </Button>
              <Button onClick={() => setDraft(null)}>take theirs</Button>
            </>
          }
        >
          the weights were changed in between: they are {textOf(current)} now, yours are{' '}
          {textOf(draft.shares)}
        </Notice>
      )}
      {changes.length > 0 && (
        <p>{changes.map(({ version, from, to }) => `${version} ${from}% → ${to}%`).join(', ')}</p>
      )}
      {draft?.preview?.kind === 'fine' && <Notice tone="good">the runtime would do that</Notice>}
      {draft !== null && draft.preview !== null && draft.preview.kind !== 'fine' && (
        <Notice tone="bad">the runtime would refuse it: {failureText(draft.preview)}</Notice>
      )}
      <ActionNotice action={action} />
      {draft !== null && (
        <div className={styles['buttons']}>
          <Button onClick={() => setDraft(null)}>discard</Button>
          <Button unavailable={nothingToSave(changes)} onClick={() => void preview()}>
            preview
          </Button>
          <Button
            look="primary"
            unavailable={
              isStale ? 'choose between yours and theirs first' : (whyBusy(action) ?? nothingToSave(changes))
            }
            onClick={() => void save()}
          >
            save weights
          </Button>
        </div>
      )}
    </div>
  );
}

const nothingToSave = (changes: readonly unknown[]): string | null =>
  changes.length === 0 ? 'these are the weights that it has' : null;

const textOf = (shares: Shares): string =>
  [...shares].map(([version, share]) => `${version} ${share / 100}%`).join(', ');

interface SliderProps {
  readonly version: string;
  readonly route: string;
  /** Hundredths of a percent. */
  readonly share: number;
  /** Why it cannot be moved; null where it can. */
  readonly disabled: string | null;
  readonly onMove: (share: number) => void;
}

function Slider({ version, route, share, disabled, onMove }: SliderProps) {
  const id = useId();
  return (
    <div className={styles['slider']}>
      <label htmlFor={id}>{version}</label>
      <input
        id={id}
        type="range"
        min={0}
        max={100}
        step={1}
        value={share / 100}
        disabled={disabled !== null}
        aria-label={`weight of ${version} on ${route}`}
        aria-valuetext={`${share / 100}%`}
        {...(disabled === null ? {} : { title: disabled })}
        onChange={(event) => onMove(event.target.valueAsNumber * 100)}
      />
      <output htmlFor={id}>{share / 100}%</output>
    </div>
  );
}
