import { useSyncExternalStore } from 'react';

let hasCome = false;
const listeners = new Set<() => void>();

/** Says to the whole page that a newer build of it can be loaded. */
export function announceNewBuild(): void {
  hasCome = true;
  for (const listener of listeners) listener();
}

/** Whether a newer build than that of the page can be loaded. */
export function useNewBuild(): boolean {
  return useSyncExternalStore(subscribe, () => hasCome);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
