import { describe, expect, test } from '@jest/globals';
import { marked } from '../testing/marked-source.js';
import { analyse } from './analysis.js';
import { definitionAt, referencesAt } from './definition.js';

const PROGRAM = `let <|share|> = metric v1 errors / metric v1 requests;
if (<|share|> > 1%) { let other = 2 * <|share|>; if (other > 1) { result = v1; } }
result`;

describe('a name that `let` gave', () => {
  const { source, spans } = marked(PROGRAM);
  const analysis = analyse(source);

  test.each(spans.map(({ start, end }) => [start, end] as const))('is known from %d to %d', (start, end) => {
    for (const offset of [start, start + 2, end]) {
      expect(definitionAt(analysis, offset)).toEqual(spans[0]);
      expect(referencesAt(analysis, offset)).toEqual(spans);
    }
  });

  test.each(['errors', 'if', 'v1', '1%'])('is not %s', (text) => {
    expect(definitionAt(analysis, source.indexOf(text))).toBeNull();
    expect(referencesAt(analysis, source.indexOf(text))).toEqual([]);
  });
});

test('each block has names of its own', () => {
  const { source, spans } = marked(
    'if (true) { let <|a|> = 1; if (<|a|> > 0) { result = v1; } } else { let a = 2; if (a > 0) { result = v2; } } result',
  );
  expect(referencesAt(analyse(source), spans[1]?.start ?? 0)).toEqual(spans);
});

test('a condition has names too, and so has a broken text', () => {
  for (const text of ['let <|a|> = path is "/a"; <|a|> and host is "x"', 'let <|a|> = 1; if (<|a|> >']) {
    const { source, spans } = marked(text);
    expect(referencesAt(analyse(source), spans[1]?.start ?? 0)).toEqual(spans);
  }
});
