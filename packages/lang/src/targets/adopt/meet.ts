import { RE2JS } from 're2js';
import type { Atom } from '../../condition/atom.js';
import { fuse } from '../fusion/fuse.js';
import { eitherMatch, matchesEmpty, type ValueMatch } from '../fusion/value-match.js';
import type { PlainObject } from './plain-object.js';

/**
 * The match that holds where both of two do. `never`: nothing passes both; `apart`: the data plane has no single match for it, and this
 * is what is in the way.
 */
export type Met<Match = PlainObject> =
  | { readonly kind: 'met'; readonly match: Match }
  | { readonly kind: 'never' }
  | { readonly kind: 'apart'; readonly what: string };

export const NEVER_MET = { kind: 'never' } as const;

export function met<Match>(match: Match): Met<Match> {
  return { kind: 'met', match };
}

export function apart(what: string): { readonly kind: 'apart'; readonly what: string } {
  return { kind: 'apart', what };
}

/** One test of a value that holds where two do. Regular expressions are of RE2 and match the whole value. */
export function meetValues(first: ValueMatch, second: ValueMatch, what: string): Met<ValueMatch> {
  const [left, right] = [atomOf(first), atomOf(second)];
  if (left === null || right === null) return apart(what);
  const fused = fuse({ positives: [left, right], negatives: [] });
  if (fused.kind === 'never') return NEVER_MET;
  return fused.kind === 'apart' || fused.positive === null ? apart(what) : met(fused.positive.match);
}

/**
 * One denied test of a header that holds where two do, where a missing header is tested as an empty one; to deny presence is to ask
 * for absence.
 */
export function meetDenied(first: ValueMatch, second: ValueMatch, what: string): Met<ValueMatch> {
  if (atomOf(first) === null || atomOf(second) === null) return apart(what);
  const absent = [first, second].filter(({ kind }) => kind === 'present').length;
  const other = first.kind === 'present' ? second : first;
  if (absent === 1 && matchesEmpty(other)) return NEVER_MET;
  return met(eitherMatch([first, second]));
}

/** Null for a regular expression that RE2 does not take. */
function atomOf(match: ValueMatch): Atom | null {
  const field = { field: 'header', name: '', ignoreCase: false } as const;
  switch (match.kind) {
    case 'present':
      return { ...field, op: 'present' };
    case 'regex':
      return isReadable(match.regex) ? { ...field, op: 'regex', value: match.regex } : null;
    default:
      return { ...field, op: match.kind, value: match.value };
  }
}

function isReadable(regex: string): boolean {
  try {
    RE2JS.compile(regex);
    return true;
  } catch {
    // Whoever wrote it has to mend it: what it matches is anybody's guess.
    return false;
  }
}
