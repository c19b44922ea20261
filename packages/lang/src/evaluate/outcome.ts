import type { Decision, UnknownReason } from './value.js';

const NOTHING: readonly UnknownReason[] = Object.freeze([]);

/** A decision for the version labelled `result`, or to hold. It is shared between evaluations, and so frozen. */
export function decided(result: string | null): Decision {
  return Object.freeze({ kind: 'decision', decided: true, result, unknown: NOTHING });
}

/** No decision: `unknown` is what blocks it. */
export function undecided(unknown: readonly UnknownReason[]): Decision {
  return { kind: 'decision', decided: false, result: null, unknown };
}
