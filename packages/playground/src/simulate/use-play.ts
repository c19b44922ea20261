import { useCallback, useEffect, useReducer, useRef } from 'react';
import { asked, heard, NO_PLAY, type PlayState } from './play-state.js';
import type { Answer, Ready, Request } from './protocol.js';
import type { RecordedScenario } from './play.js';
import type { Scenario } from './scenario.js';

/** How long answers are gathered before the page is drawn anew, in milliseconds: what plays must not keep it from answering. */
const GATHERING = 80;

type Action =
  | { readonly kind: 'asked'; readonly id: number }
  | { readonly kind: 'heard'; readonly messages: readonly (Answer | Ready)[] };

function reduce(state: PlayState, action: Action): PlayState {
  return action.kind === 'asked' ? asked(state, action.id) : heard(state, action.messages);
}

interface Player {
  readonly play: PlayState;
  /** Plays a scenario from its beginning, in place of what plays. */
  readonly begin: (scenario: Scenario) => void;
  /** Plays a release on the recording that was opened last. */
  readonly replay: (scenario: RecordedScenario) => void;
  /** Shows the release that a decision log is of, in place of what plays; or opens a recording. */
  readonly open: (text: string) => void;
  readonly cancel: () => void;
  /** Asks for everything about a tick of the last play. */
  readonly look: (index: number) => void;
}

/** The player, for as long as the component is on the page. */
export function usePlay(): Player {
  const [play, dispatch] = useReducer(reduce, NO_PLAY);
  const worker = useRef<Worker | null>(null);
  const lastId = useRef(0);

  useEffect(() => {
    const own = new Worker(new URL('./simulation-worker.ts', import.meta.url), { type: 'module' });
    worker.current = own;
    let gathered: (Answer | Ready)[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (): void => {
      timer = null;
      const messages = gathered;
      gathered = [];
      dispatch({ kind: 'heard', messages });
    };
    own.addEventListener('message', ({ data }: MessageEvent<Answer | Ready>) => {
      gathered.push(data);
      if (data.kind !== 'played') {
        if (timer !== null) clearTimeout(timer);
        tell();
      } else timer ??= setTimeout(tell, GATHERING);
    });
    own.addEventListener('error', ({ message }) => {
      dispatch({ kind: 'heard', messages: [{ kind: 'failed', id: lastId.current, message }] });
    });
    return () => {
      if (timer !== null) clearTimeout(timer);
      own.terminate();
      worker.current = null;
    };
  }, []);

  const ask = useCallback((request: Request) => worker.current?.postMessage(request), []);
  const next = useCallback((): number => {
    lastId.current += 1;
    dispatch({ kind: 'asked', id: lastId.current });
    return lastId.current;
  }, []);
  const begin = useCallback((scenario: Scenario) => ask({ kind: 'play', id: next(), scenario }), [ask, next]);
  const replay = useCallback(
    (scenario: RecordedScenario) => ask({ kind: 'replay', id: next(), scenario }),
    [ask, next],
  );
  const open = useCallback((text: string) => ask({ kind: 'open', id: next(), text }), [ask, next]);
  const cancel = useCallback(() => ask({ kind: 'cancel' }), [ask]);
  const look = useCallback((index: number) => ask({ kind: 'look', id: lastId.current, index }), [ask]);
  return { play, begin, replay, open, cancel, look };
}
