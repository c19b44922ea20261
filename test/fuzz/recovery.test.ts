import { describe, expect, test } from '@jest/globals';
import { parse, type Diagnostic } from '@lamia/lang';
import fc from 'fast-check';
import { tokenize } from '../../packages/lang/src/syntax/lexer/tokenize.js';
import { arbitraryTokens } from '../../packages/lang/src/testing/arbitrary-source.js';
import { PROGRAMS } from './corpus.js';

const errors = (source: string): readonly Diagnostic[] =>
  parse(source).diagnostics.filter(({ severity }) => severity === 'error');

/** How many nodes a tree has. */
const size = (source: string): number => JSON.stringify(parse(source).program).split('"kind"').length - 1;

/** A program without each of its tokens in turn. */
function withoutOneToken(source: string): readonly { readonly token: string; readonly rest: string }[] {
  return tokenize(source).tokens.map(({ image, startOffset }) => ({
    token: image,
    rest: `${source.slice(0, startOffset)} ${source.slice(startOffset + image.length)}`,
  }));
}

describe('a program without one token', () => {
  const cuts = PROGRAMS.flatMap((source) => withoutOneToken(source).map((cut) => ({ ...cut, source })));
  const punctuation = cuts.filter(({ token }) => /^[(){};]$/.test(token));

  test('has exactly one error where that is a brace, a parenthesis or a semicolon', () => {
    const others = punctuation.filter(
      ({ rest, source }) => errors(rest).length !== 1 && !isOptional(rest, source),
    );
    expect(others.map(({ rest }) => [rest, errors(rest)])).toEqual([]);
    expect(punctuation.length).toBeGreaterThan(80);
  });

  test('keeps a good part of its tree then', () => {
    const poor = punctuation.filter(({ rest, source }) => size(rest) < size(source) / 4);
    expect(poor.map(({ rest, source }) => [size(rest), size(source), rest])).toEqual([]);
  });

  test('has at most two errors whatever is missing', () => {
    const many = cuts.filter(({ rest }) => errors(rest).length > 2);
    expect(many.map(({ rest }) => [rest, errors(rest)])).toEqual([]);
  });
});

/** The semicolon after a final expression may be left out. */
function isOptional(rest: string, source: string): boolean {
  return errors(rest).length === 0 && size(rest) === size(source);
}

test('a mistake hides none in a later statement', () => {
  const broken = [
    'let a = ;',
    'let = 1;',
    'result = v1 v2;',
    'if (a > ) {}',
    'if (a { result = v1; }',
    'let x 5;',
  ];
  for (const first of broken) {
    for (const second of broken) {
      const source = `${first}\nlet between = 1;\n${second}\nresult`;
      const lines = errors(source).map(({ start }) => source.slice(0, start).split('\n').length);
      expect({ source, lines: [...new Set(lines)] }).toEqual({ source, lines: [1, 3] });
    }
  }
});

test('a random program without one token has a bounded number of errors', () => {
  fc.assert(
    fc.property(arbitraryTokens, fc.nat(), (tokens, seed) => {
      fc.pre(tokens.length > 0);
      const rest = tokens.filter((_, index) => index !== seed % tokens.length).join(' ');
      expect(errors(rest).length).toBeLessThanOrEqual(6);
    }),
    { numRuns: 500 },
  );
});

test('random tokens in a row have findings in places that exist', () => {
  const soup = fc.array(
    fc.oneof(
      arbitraryTokens.map((tokens) => tokens[0] ?? ''),
      word(),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(soup, fc.constantFrom(' ', '', '\n'), (tokens, glue) => {
      const source = tokens.join(glue);
      for (const { start, end } of parse(source).diagnostics) {
        expect(0 <= start && start <= end && end <= source.length).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

function word(): fc.Arbitrary<string> {
  return fc.constantFrom(
    ...[
      'if',
      'else',
      'let',
      'result',
      '=',
      ';',
      '(',
      ')',
      '{',
      '}',
      'a',
      '1',
      '"s"',
      'metric',
      'over',
      'not',
      '??',
    ],
    ...['+', '<', '.', ',', 'path', 'header', 'in', ':', '£', '"open', '/*', '10min', '\ud800'],
  );
}
