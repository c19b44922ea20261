import type { ValueMatch } from '../fusion/value-match.js';
import type { StringMatch } from './objects.js';

/** Istio takes no empty prefix and no empty expression, and early releases took an empty exact value for presence. */
export function stringMatch(match: ValueMatch): StringMatch {
  switch (match.kind) {
    case 'present':
      return {};
    case 'exact':
      return match.value === '' ? { regex: '^$' } : { exact: match.value };
    case 'prefix':
      return match.value === '' ? {} : { prefix: match.value };
    case 'regex':
      return { regex: match.regex === '' ? '^$' : match.regex };
  }
}

/** Bytes of a regular expression that Istio takes at most. */
export const LONGEST_REGEX = 1024;

/** In bytes, as Istio counts; 0 for what is no regular expression. */
export function regexLength(match: ValueMatch): number {
  if (match.kind !== 'regex') return 0;
  return Array.from(match.regex).reduce(
    (bytes, character) => bytes + utf8Length(character.codePointAt(0) ?? 0),
    0,
  );
}

function utf8Length(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
