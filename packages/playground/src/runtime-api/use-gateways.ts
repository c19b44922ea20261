import { useEffect, useState } from 'react';
import { CLIENT } from './attached-runtime.js';
import { failureText, isStranger } from './result.js';

/** The gateways of the runtime by name, as far as they are known. */
export interface Gateways {
  /** Null until they have come. */
  readonly names: readonly string[] | null;
  /** Why they are not known, or may be others by now; null where all is well. */
  readonly problem: string | null;
}

const EVERY_MS = 10_000;
const AGAIN_MS = 3_000;

/** Asks for the names of the gateways now and then. @param onUnknown is told when the runtime does not know the reader any more */
export function useGateways(onUnknown: () => void): Gateways {
  const [gateways, setGateways] = useState<Gateways>({ names: null, problem: null });
  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const ask = async (): Promise<void> => {
      const answer = await CLIENT.call('listGateways', { path: {} }, ending.signal);
      if (answer.kind === 'cancelled') return;
      if (answer.kind === 'answered') {
        setGateways({ names: answer.body.gateways.map(({ name }) => name), problem: null });
      } else if (isStranger(answer)) {
        onUnknown();
      } else {
        setGateways(({ names }) => ({ names, problem: failureText(answer) }));
      }
      timer = setTimeout(() => void ask(), answer.kind === 'answered' ? EVERY_MS : AGAIN_MS);
    };
    void ask();
    return () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [onUnknown]);
  return gateways;
}
