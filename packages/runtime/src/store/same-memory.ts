import type { GatewayState } from '../release/state.js';

/** When a policy was asked, and the words of why things are as they are: both are found anew at the next tick. */
const FOUND_ANEW: ReadonlySet<string> = new Set(['askedAt', 'reason']);

/**
 * True where two states differ in nothing that a release would miss after a crash: asked again a moment early, a policy says
 * the same, and no step comes sooner for it.
 */
export function sameMemory(left: GatewayState, right: GatewayState): boolean {
  return same(left, right);
}

/** Compares plain data; most of a state is shared with the one before it. */
function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const mine = Object.entries(left);
  const theirs: Readonly<Record<string, unknown>> = { ...right };
  return (
    mine.length === Object.keys(theirs).length &&
    mine.every(
      ([key, value]) => Object.hasOwn(theirs, key) && (FOUND_ANEW.has(key) || same(value, theirs[key])),
    )
  );
}
