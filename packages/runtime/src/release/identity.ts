import type { Policy } from '../config/gateway.js';

/** Settings that earlier versions did not have: at their defaults they leave the fingerprint as it was, so that releases go on. */
const LATER_SETTINGS: ReadonlyMap<string, string> = new Map([
  ['gates', '[]'],
  ['observe', 'false'],
  ['readyTimeout', '600000'],
]);

/** When a release may not move is no part of which release it is: windows come and go while it is under way. */
const FREEZE: keyof Policy = 'freeze';

/** Policies are hashed anew at every start and change of their gateway, each list once. */
const known = new WeakMap<readonly Policy[], string>();

/** A short text that is the same for equal policies whatever the order of their keys. */
export function policiesFingerprint(policies: readonly Policy[]): string {
  const fingerprint = known.get(policies) ?? fingerprintOf(policies);
  known.set(policies, fingerprint);
  return fingerprint;
}

/**
 * FNV-1a of 64 bits over the UTF-16 code units of the policies' JSON. It tells edits apart and keeps no secret, so nothing stronger is needed.
 * Source: http://www.isthe.com/chongo/tech/comp/fnv/
 */
function fingerprintOf(policies: readonly Policy[]): string {
  const text = JSON.stringify(policies, (key, value: unknown) =>
    key === FREEZE || LATER_SETTINGS.get(key) === JSON.stringify(value) ? undefined : sortedKeys(value),
  );
  let hash = 0xcbf29ce484222325n;
  for (let place = 0; place < text.length; place += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(place))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

function sortedKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}
