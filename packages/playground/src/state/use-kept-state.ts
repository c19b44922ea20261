import { useCallback, useSyncExternalStore } from 'react';
import { KeptState, type KeptSnapshot, type TextStorage } from './kept-state.js';
import type { StateForm } from './state-form.js';

/** A browser that forbids storage throws at the mere name of it, which must stand where that is caught. */
const BROWSER_STORAGE: TextStorage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, text) => localStorage.setItem(key, text),
};

/** One for each section of the page, made when it is first looked at. */
const kept = new Map<string, KeptState<unknown>>();
const listeners = new Set<() => void>();

/** The state of a section, the same for every component that asks. */
function keptState<T>(form: StateForm<T>): KeptState<T> {
  const found = kept.get(form.name);
  // A form's name is its identity: whatever is kept under it was made with that form.
  if (found !== undefined) return found as KeptState<T>;
  const made = new KeptState(form, BROWSER_STORAGE);
  kept.set(form.name, made as KeptState<unknown>);
  // A view is being drawn; whoever waits for its state is told when that is over.
  queueMicrotask(() => listeners.forEach((listener) => listener()));
  return made;
}

/** What a view has of its section's state. */
export interface SectionState<T> {
  readonly state: T;
  /** `what` names the thing that changes, for the button that takes it back: `the expression`. */
  readonly change: (what: string, next: T | ((state: T) => T)) => void;
}

/** Reads a section's state and changes it; the component is drawn again with each change. */
export function useKeptState<T>(form: StateForm<T>): SectionState<T> {
  const store = keptState(form);
  const { state } = useSyncExternalStore(
    useCallback((listener: () => void) => store.subscribe(listener), [store]),
    () => store.snapshot,
  );
  const change = useCallback<SectionState<T>['change']>((what, next) => store.change(what, next), [store]);
  return { state, change };
}

/** The state of whatever section has that name; nulls until its view is there, and for one that keeps nothing. */
export function useKeptStateNamed(
  name: string,
): readonly [KeptSnapshot<unknown>, KeptState<unknown>] | readonly [null, null] {
  const store = useSyncExternalStore(onAnyState, () => kept.get(name) ?? null);
  const snapshot = useSyncExternalStore(
    useCallback((listener: () => void) => store?.subscribe(listener) ?? (() => undefined), [store]),
    () => store?.snapshot ?? null,
  );
  return store === null || snapshot === null ? [null, null] : [snapshot, store];
}

function onAnyState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
