import { describe, expect, test } from '@jest/globals';
import { check, format, isRunnable } from '@lamia/lang';

/** All texts of up to `longest` pieces, the pieces joined by `glue`. */
function* texts(pieces: readonly string[], longest: number, glue: string): Generator<string> {
  yield '';
  if (longest === 0) return;
  for (const shorter of texts(pieces, longest - 1, glue)) {
    for (const piece of pieces) yield shorter === '' ? piece : `${shorter}${glue}${piece}`;
  }
}

/** What is wrong with what the language says of a text; null where nothing is. */
function wrong(source: string): string | null {
  const { kind, diagnostics, checked } = check(source);
  if (diagnostics.some(({ start, end }) => start < 0 || start > end || end > source.length))
    return 'a place outside';
  if ((checked !== null) !== (isRunnable(diagnostics) && kind !== 'condition')) return 'accepted with errors';
  if (checked === null) return null;
  const { text } = format(source);
  if (text === null) return 'accepted without a canonical text';
  return format(text).text === text ? null : 'an unstable canonical text';
}

describe('every short text has a result', () => {
  test.each<[string, readonly string[], number, string]>([
    ['of signs', ['a', '=', '(', ')', '{', '}', '"', '/', '*'], 4, ''],
    ['of other signs', ['a', '5', '.', ',', '-', '!', '?', '&', '|', '>', "'", '\\'], 3, ''],
    [
      'of words of decisions',
      ['if', '(', 'a', ')', '{', '}', 'else', 'let', 'result', '=', ';', 'nil'],
      3,
      ' ',
    ],
    [
      'of words of reads',
      ['metric', 'a', '"b"', '{', '=~', '}', '.', 'over', '5m', '??', '+', 'not'],
      3,
      ' ',
    ],
    [
      'of words of conditions',
      ['header', 'a', '"b"', ':', 'not', 'in', '(', ')', 'path', '=', 'has', '<'],
      3,
      ' ',
    ],
  ])('%s', (_what, pieces, longest, glue) => {
    const found: string[] = [];
    for (const source of texts(pieces, longest, glue)) {
      const problem = wrong(source);
      if (problem !== null) found.push(`${problem}: ${source}`);
    }
    expect(found).toEqual([]);
  });
});
