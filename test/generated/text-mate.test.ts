import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from '../../packages/lang/src/syntax/parse.js';
import { tokenize, tokenSpan } from '../../packages/lang/src/syntax/lexer/tokenize.js';
import { arbitraryCondition } from '../../packages/lang/src/testing/arbitrary-condition.js';
import { arbitraryDecision } from '../../packages/lang/src/testing/arbitrary-program.js';
import { arbitrarySource } from '../../packages/lang/src/testing/arbitrary-source.js';
import { FILES, loadVectors } from '../conformance/load-vectors.js';
import type { Source } from '../conformance/vector.js';
import { CONDITIONS, PROGRAMS } from '../fuzz/corpus.js';
import { runSeed } from '../seed.js';
import { colouring, type Colouring } from './text-mate.js';

/** What may be said of each kind of token; names are the rest, soft words among them wherever they are none. */
const CLASSES: readonly (readonly [tokens: RegExp, scope: RegExp])[] = [
  [/^Comment$/, /comment\./],
  [/^StringText$/, /string\.quoted/],
  [/^UnquotedText$/, /string\.unquoted/],
  [/^RawAclText$/, /string\.other\.raw-acl/],
  [/^FieldName$/, /attribute-name/],
  [/^NumberText$/, /constant\.numeric/],
  [/^BadNumber$/, /invalid\.illegal\.number/],
  [/^UserAgent$/, /support\.type\.field/],
  [/^(?:If|Else)$/, /keyword\.control/],
  [/^(?:Let|Metric|Promql)$/, /keyword\.other/],
  [/^Result$/, /variable\.language/],
  [/^(?:Nil|True|False)$/, /constant\.language/],
  [/^(?:And|Or|Not)$/, /keyword\.operator\.logical/],
  [/^Name$/, /variable\.other|entity\.name\.function|support\.type\.unit/],
  [/Word$/, /variable\.other|entity\.name\.function|keyword\.other|support\.type/],
  [/./, /keyword\.operator|keyword\.other\.match|punctuation/],
];
/** A statistic and a label may be any word, which the lexer leaves to the parser. */
const ANY_WORD = /variable\.other\.(?:statistic|label)/;

let colours: Colouring;
beforeAll(async () => {
  colours = await colouring();
});

/** Each token of which the two say different things. */
function disagreements(source: string): readonly string[] {
  const scopes = colours(source);
  const { tokens, comments } = tokenize(source);
  const all = [
    ...tokens.map((token) => ({ name: token.tokenType.name, ...tokenSpan(token) })),
    ...comments.map(({ start, end }) => ({ name: 'Comment', start, end })),
  ];
  return all.flatMap(({ name, start, end }) => {
    const expected = CLASSES.find(([tokensOf]) => tokensOf.test(name))?.[1];
    const wrong = scopes
      .slice(start, end)
      .find(
        (scope, index) =>
          !/[\r\n]/.test(source.charAt(start + index)) &&
          expected?.test(scope) !== true &&
          !(/^[A-Za-z_]/.test(source.charAt(start)) && ANY_WORD.test(scope)),
      );
    return wrong === undefined ? [] : [`${name} \`${source.slice(start, end)}\` is ${wrong} in ${source}`];
  });
}

const hasSyntaxError = (source: string): boolean =>
  parse(source).diagnostics.some(({ severity }) => severity === 'error');

const textOf = (source: Source): string =>
  typeof source === 'string'
    ? source
    : source.map((piece) => (typeof piece === 'string' ? piece : piece.repeat.repeat(piece.times))).join('');

/** Those that are about limits are left out, being of any length. */
const vectorSources = (): readonly string[] =>
  FILES.filter((name) => name !== 'limits.yaml')
    .flatMap((name) => loadVectors(name).vectors)
    .flatMap((vector) => ('routes' in vector ? Object.values(vector.routes) : [vector.source]))
    .map(textOf);

/**
 * A grammar that goes line by line cannot look on a later one for the end of a raw ACL, for the second token of a selector, or
 * for the number after `header over`; nor does it see half of a character.
 */
function endsElsewhere(source: string): boolean {
  const { tokens } = tokenize(source);
  const hasBreak = (first: number, last: number): boolean =>
    /[\r\n]/.test(source.slice(tokens[first]?.startOffset, (tokens[last]?.startOffset ?? 0) + 1));
  return tokens.some(({ tokenType: { name }, image }, index) =>
    name === 'RawAclText'
      ? /[\r\n]/.test(image)
      : name === 'LeftBrace'
        ? tokens[index + 3]?.tokenType.name === 'StringText' && hasBreak(index, index + 4)
        : /^(?:Header|Cookie|Query)Word$/.test(name) && hasBreak(index, index + 2),
  );
}

const hasHalfCharacter = (source: string): boolean => /\p{Surrogate}/u.test(source);

const agree = (arbitrary: fc.Arbitrary<string>): void => {
  fc.assert(
    fc.property(
      arbitrary.filter(
        (source) => !hasSyntaxError(source) && !endsElsewhere(source) && !hasHalfCharacter(source),
      ),
      (source) => {
        expect(disagreements(source)).toEqual([]);
      },
    ),
    { seed: runSeed(), numRuns: 300 },
  );
};

describe('the TextMate grammar says of every token what the lexer says', () => {
  test.each([...PROGRAMS, ...CONDITIONS])('in %s', (source) => {
    expect(disagreements(source)).toEqual([]);
  });

  test('in the examples', () => {
    const folder = new URL('../../examples/', import.meta.url);
    const programs = readdirSync(folder).filter((file) => file.endsWith('.lamia'));
    expect(programs.length).toBeGreaterThan(3);
    expect(programs.flatMap((file) => disagreements(readFileSync(new URL(file, folder), 'utf8')))).toEqual(
      [],
    );
  });

  test('in the vectors of conformance', () => {
    expect(vectorSources().flatMap(disagreements)).toEqual([]);
  });

  test('in random decisions', () => {
    agree(arbitraryDecision({ withFallbacks: true }));
  });

  test('in random conditions', () => {
    agree(arbitraryCondition);
  });

  test('in random texts of the grammar', () => {
    agree(arbitrarySource);
  });
});
