import { useEffect, useRef, useState } from 'react';
import { failureText, isStranger, type Failed } from '../runtime-api/result.js';
import { useSession } from './session.js';
import type { RuntimeClient } from '../runtime-api/client.js';

/** Something that is asked of the runtime, again and again. */
export type Loaded<T> =
  | { readonly kind: 'loading' }
  /** `problem` says why what is shown may be old; null where it is the newest. */
  | { readonly kind: 'ready'; readonly value: T; readonly problem: string | null }
  | { readonly kind: 'failed'; readonly why: string };

type Load<T> = (
  client: RuntimeClient,
  signal: AbortSignal,
) => Promise<{ readonly kind: 'answered'; readonly body: T } | Failed>;

/**
 * Asks the runtime for something: whenever `about` changes or something has happened, and every so often. What was known stays while it is
 * asked for anew, and when that fails.
 * @param about what it is about; another text begins anew
 */
export function useLoaded<T>(about: string, load: Load<T>, everyMs: number): Loaded<T> {
  const { client, pulse, enterAgain } = useSession();
  const [loaded, setLoaded] = useState<{ readonly about: string; readonly is: Loaded<T> }>({
    about,
    is: { kind: 'loading' },
  });
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });

  useEffect(() => {
    const ending = new AbortController();
    const ask = async (): Promise<void> => {
      const answer = await latest.current(client, ending.signal);
      if (answer.kind === 'cancelled' || ending.signal.aborted) return;
      // The token was taken back: the reader is asked for another one.
      if (answer.kind !== 'answered' && isStranger(answer)) enterAgain();
      setLoaded((before) => {
        if (answer.kind === 'answered') {
          return { about, is: { kind: 'ready', value: answer.body, problem: null } };
        }
        const why = failureText(answer);
        return before.about === about && before.is.kind === 'ready'
          ? { about, is: { ...before.is, problem: why } }
          : { about, is: { kind: 'failed', why } };
      });
    };
    void ask();
    const timer = setInterval(() => void ask(), everyMs);
    return () => {
      ending.abort();
      clearInterval(timer);
    };
  }, [client, about, pulse, everyMs, enterAgain]);

  return loaded.about === about ? loaded.is : { kind: 'loading' };
}
