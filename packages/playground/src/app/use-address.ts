import { useSyncExternalStore } from 'react';
import { fragmentOf, readAddress, type Address } from './address.js';

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

/** Where the reader is; drawn again when that changes. */
export function useAddress(): Address {
  return readAddress(useSyncExternalStore(subscribe, () => location.hash));
}

/** Goes to another place, as a step that the browser's back button takes back. */
export function goTo(section: string, path: readonly string[] = []): void {
  location.hash = fragmentOf({ section, path, shared: null });
}

/** Takes the state out of the address without a step in the browser's history. */
export function dropShared(address: Address): void {
  history.replaceState(null, '', fragmentOf({ ...address, shared: null }));
  dispatchEvent(new HashChangeEvent('hashchange'));
}
