import { RE2JS } from 're2js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../source/span.js';
import { LIMITS } from '../syntax/limits.js';
import { regexSize } from './regex-size.js';

/** A regular expression that RE2 takes, or why it does not. */
export type RegexMeaning =
  { readonly ok: true; readonly matchesEmpty: boolean } | { readonly ok: false; readonly why: string };

/** Reads the expressions of one program, each once, within a limit on what they take together. */
export function regexReader(): (pattern: string) => RegexMeaning {
  const known = new Map<string, RegexMeaning>();
  let steps = 0;
  return (pattern) => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    steps += regexSize(pattern);
    const meaning = readRegex(pattern, steps);
    known.set(pattern, meaning);
    return meaning;
  };
}

function readRegex(pattern: string, steps: number): RegexMeaning {
  if (pattern.length > LIMITS.regexCharacters) {
    return { ok: false, why: `it has ${pattern.length} characters, more than ${LIMITS.regexCharacters}` };
  }
  if (steps > LIMITS.regexSteps) {
    const why = `with repetitions written out the program's expressions take ${steps} steps, more than ${LIMITS.regexSteps}`;
    return { ok: false, why };
  }
  try {
    return { ok: true, matchesEmpty: RE2JS.compile(pattern).matches('') };
  } catch (error) {
    // re2js throws its own syntax errors, whose message ends in the offending part.
    const why =
      error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : 'it cannot be read';
    return { ok: false, why };
  }
}

/** Two backslashes before what one would escape in a regular expression. */
const DOUBLED = /(?<!\\)\\\\(?=[A-Za-z.*+?()[\]{}^$|/-])/g;

/** What to say of a pattern whose backslashes were doubled for another language; null where none is. */
export function doubledBackslash(source: string, span: Span): Diagnostic | null {
  const place = { start: span.start, end: span.end };
  const written = source.slice(place.start, place.end);
  const text = written.replace(DOUBLED, '\\');
  if (text === written) return null;
  return {
    code: 'doubled-backslash',
    severity: 'warning',
    message: 'a backslash needs no doubling here: the text was probably pasted from JSON',
    ...place,
    fixes: [{ title: 'write single backslashes', edits: [{ ...place, text }] }],
  };
}
