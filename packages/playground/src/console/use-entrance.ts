import { useCallback, useEffect, useState } from 'react';
import type { Schemas } from '../../../runtime/src/client/api-types.js';
import type { RuntimeClient } from '../runtime-api/client.js';
import { failureText, isStranger } from '../runtime-api/result.js';

/** Whether the runtime lets the reader in. */
export type Entrance =
  | { readonly kind: 'asking' }
  | { readonly kind: 'in'; readonly runtime: Schemas['Runtime'] }
  | { readonly kind: 'token-needed' }
  | { readonly kind: 'outside'; readonly why: string };

const AGAIN_MS = 3_000;

/** Asks the runtime who the reader is; again for as long as it gives no answer. */
export function useEntrance(client: RuntimeClient): readonly [Entrance, () => void] {
  const [entrance, setEntrance] = useState<Entrance>({ kind: 'asking' });
  const [turn, setTurn] = useState(0);
  const enterAgain = useCallback(() => setTurn((before) => before + 1), []);
  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | null = null;
    void client.call('getRuntime', { path: {} }, ending.signal).then((answer) => {
      if (answer.kind === 'cancelled') return;
      if (answer.kind === 'answered') setEntrance({ kind: 'in', runtime: answer.body });
      else if (isStranger(answer)) setEntrance({ kind: 'token-needed' });
      else {
        setEntrance({ kind: 'outside', why: failureText(answer) });
        timer = setTimeout(enterAgain, AGAIN_MS);
      }
    });
    return () => {
      ending.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client, turn, enterAgain]);
  return [entrance, enterAgain];
}
