import { utf8Length } from '../../source/utf8-length.js';
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
  return match.kind === 'regex' ? utf8Length(match.regex) : 0;
}
