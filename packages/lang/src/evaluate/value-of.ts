import type { UnknownReason, Value } from './value.js';

/** A value that these reasons keep from being known. */
export function unknown(reasons: readonly UnknownReason[]): Value {
  return { kind: 'unknown', reasons };
}

/** What keeps a value from being known; nothing where it is. */
export function reasonsOf(value: Value): readonly UnknownReason[] {
  return value.kind === 'unknown' ? value.reasons : [];
}

/** The number that a checked program has here; throws `TypeError` for any other value, which is a bug. */
export function numberOf(value: Value): number {
  if (value.kind !== 'number') throw wrongType('a number', value);
  return value.value;
}

/** The truth value that a checked program has here; throws `TypeError` for any other value, which is a bug. */
export function truthOf(value: Value): boolean {
  if (value.kind !== 'boolean') throw wrongType('true or false', value);
  return value.value;
}

/** The version or nil that a checked program has here; throws `TypeError` for any other value, which is a bug. */
export function versionOf(value: Value): Extract<Value, { readonly kind: 'version' | 'nil' }> {
  if (value.kind !== 'version' && value.kind !== 'nil') throw wrongType('a version or nil', value);
  return value;
}

/** The bug of a value whose type the checker should have refused. */
export function wrongType(wanted: string, value: Value): TypeError {
  return new TypeError(`a checked program has ${wanted} here, not a value of kind ${value.kind}`);
}
