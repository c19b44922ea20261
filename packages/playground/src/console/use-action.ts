import { useState } from 'react';
import { useSession } from './session.js';
import { isStranger, type Failed } from '../runtime-api/result.js';

/** What came of something that the reader asked for. */
export type Action =
  | { readonly kind: 'none' }
  | { readonly kind: 'under-way' }
  | { readonly kind: 'done'; readonly text: string }
  | { readonly kind: 'failed'; readonly failed: Failed };

/** Why the same cannot be asked for once more yet; null where it can. */
export function whyBusy(action: Action): string | null {
  return action.kind === 'under-way' ? 'the runtime is being asked' : null;
}

type Answer = { readonly kind: 'answered'; readonly body: unknown } | Failed;

/** Runs one thing at a time and tells what came of it; `run` resolves to whether it was done. */
export function useAction(): readonly [
  Action,
  (ask: (signal: AbortSignal) => Promise<Answer>, done: string) => Promise<boolean>,
  () => void,
] {
  const { refresh, enterAgain } = useSession();
  const [action, setAction] = useState<Action>({ kind: 'none' });
  const run = async (ask: (signal: AbortSignal) => Promise<Answer>, done: string): Promise<boolean> => {
    setAction({ kind: 'under-way' });
    // It is not taken back when the page is left: the runtime has it by then.
    const answer = await ask(new AbortController().signal);
    setAction(answer.kind === 'answered' ? { kind: 'done', text: done } : { kind: 'failed', failed: answer });
    if (answer.kind !== 'answered' && isStranger(answer)) enterAgain();
    // Done or refused, how it stands may be another way than what is shown.
    refresh();
    return answer.kind === 'answered';
  };
  return [action, run, () => setAction({ kind: 'none' })];
}
