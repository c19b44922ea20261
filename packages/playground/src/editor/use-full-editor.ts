import { useSyncExternalStore } from 'react';

/** Where a telephone's keyboard and fingers are what there is, a plain text area serves better than a full editor. */
const SUITED = '(min-width: 40rem) and (any-pointer: fine)';

function subscribe(listener: () => void): () => void {
  const query = matchMedia(SUITED);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the full editor suits this screen; drawn again when that changes. */
export function useFullEditor(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(SUITED).matches);
}
