import { useCallback, useEffect, useMemo, useState } from 'react';
import type { RuntimeClient } from '../runtime-api/client.js';
import { follow, type LiveState } from '../runtime-api/live.js';
import { seenEvent, withEvent, type SeenEvent } from './seen-event.js';

export interface Live {
  readonly state: LiveState;
  readonly events: readonly SeenEvent[];
  readonly pulse: number;
  /** Beats once more. */
  readonly beat: () => void;
}

/** What happens in a burst is shown at once. */
const BURST_MS = 250;

/** Follows what happens for as long as `isOn`. */
export function useLive(client: RuntimeClient, isOn: boolean): Live {
  const [state, setState] = useState<LiveState>({ kind: 'connecting' });
  const [events, setEvents] = useState<readonly SeenEvent[]>([]);
  const [pulse, setPulse] = useState(0);
  const beat = useCallback(() => setPulse((before) => before + 1), []);
  useEffect(() => {
    if (!isOn) return;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const beatSoon = (): void => {
      timer ??= setTimeout(() => {
        timer = null;
        beat();
      }, BURST_MS);
    };
    const onState = (next: LiveState): void => {
      setState(next);
      // What happened while nobody heard is asked for.
      if (next.kind === 'live') beatSoon();
    };
    const onEvent = (streamed: Parameters<typeof seenEvent>[0]): void => {
      const event = seenEvent(streamed);
      if (event === null) return;
      setEvents((before) => withEvent(before, event));
      beatSoon();
    };
    void follow(client, { onState, onEvent }, ending.signal);
    return () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, isOn, beat]);
  return useMemo(() => ({ state, events, pulse, beat }), [state, events, pulse, beat]);
}
