import { describe, expect, test } from '@jest/globals';
import { marked } from '../testing/marked-source.js';
import type { Program, Statement } from './ast.js';
import { parse } from './parse.js';

const program = (source: string): Program => parse(source).program;
const first = (source: string): Statement | undefined => program(source).statements[0];
/** The first mark is the statement, the others are what `places` names in it. */
function withPlaces(text: string): { readonly source: string; readonly places: readonly object[] } {
  const { source, spans } = marked(text);
  return { source, places: spans };
}

describe('statements', () => {
  test('let', () => {
    const { source, places } = withPlaces('<|let <|x|> = (a) ;|>');
    expect(first(source)).toMatchObject({
      kind: 'Let',
      name: 'x',
      ...places[0],
      nameSpan: places[1],
      value: { kind: 'Name', name: 'a' },
    });
  });

  test('assignment', () => {
    const { source, places } = withPlaces(' <|result = nil;|> ');
    expect(first(source)).toEqual({
      kind: 'Assign',
      ...places[0],
      value: { kind: 'NilLiteral', start: 10, end: 13 },
    });
  });

  test('if, else if and else are one statement', () => {
    const { source, places } = withPlaces(
      '<|<|if (a) <|{}|>|> else <|if (b) <|{ result = v1; }|>|> else <|{ let x = 1; }|>|> result',
    );
    expect(program(source)).toMatchObject({
      statements: [
        {
          kind: 'If',
          ...places[0],
          branches: [
            {
              kind: 'Branch',
              ...places[1],
              condition: { name: 'a' },
              block: { kind: 'Block', statements: [], ...places[2] },
            },
            {
              kind: 'Branch',
              ...places[3],
              condition: { name: 'b' },
              block: { statements: [{ kind: 'Assign' }], ...places[4] },
            },
          ],
          otherwise: { kind: 'Block', ...places[5], statements: [{ kind: 'Let' }] },
        },
      ],
      value: { kind: 'ResultReference' },
    });
  });

  test('if without else', () => {
    expect(first('if (a) {}')).toMatchObject({ kind: 'If', otherwise: null, start: 0, end: 9 });
  });
});

describe('the value', () => {
  test.each([
    ['', null],
    ['result = v1;', null],
    ['a', { kind: 'Name' }],
    ['let x = 1; x;', { kind: 'Name' }],
    ['result = v1; result', { kind: 'ResultReference' }],
  ])('of %j', (source, value) => {
    const { value: found } = program(source);
    if (value === null) expect(found).toBeNull();
    else expect(found).toMatchObject(value);
  });
});

/** What is missing is left out together with the smallest thing that cannot be without it. */
describe('a broken text', () => {
  test.each([
    ['let = 1; result = v1;', ['Assign']],
    ['let x = ; result = v1;', ['Assign']],
    ['let x = 1 result = v1;', ['Let', 'Assign']],
    ['let x 1; result = v1;', ['Let', 'Assign']],
    ['result = ; let x = 1;', ['Let']],
    ['result = v1', ['Assign']],
    ['if () { result = v1; } let x = 1;', ['Let']],
    ['if (a) let x = 1; }', ['If']],
    ['if (a { let x = 1; }', ['If']],
    ['if (a) { let x = 1;', ['If']],
    ['if (a) { foo } let x = 1;', ['If', 'Let']],
    ['if (a) { let x = 1; } else', ['If']],
    ['if (a) {} } let x = 1;', ['If', 'Let']],
  ])('%s keeps %j', (source, kinds) => {
    expect(program(source).statements.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('keeps the statements of a block whose brace is missing', () => {
    const missing = [
      'if (a) result = v1; }',
      'if (a) { result = v1;',
      'if (a { result = v1; }',
      'if a) { result = v1; }',
    ];
    for (const source of missing) {
      expect(first(source)).toMatchObject({
        kind: 'If',
        branches: [{ block: { statements: [{ kind: 'Assign' }] } }],
      });
    }
  });

  test('keeps the final `result` after a missing brace', () => {
    expect(program('if (a) { result = v1; result')).toMatchObject({
      statements: [{ kind: 'If', branches: [{ block: { statements: [{ kind: 'Assign' }] } }] }],
      value: { kind: 'ResultReference' },
    });
  });

  test('has spans inside the text', () => {
    for (const source of [
      'if (a',
      'if (a)',
      'if (a) {',
      'let x = (1 + ',
      'result = min(1, ',
      'm{a="b"',
      'm over',
    ]) {
      const { statements, value } = program(source);
      for (const node of [...statements, ...(value === null ? [] : [value])]) {
        expect(node.start).toBeGreaterThanOrEqual(0);
        expect(node.end).toBeLessThanOrEqual(source.length);
        expect(node.end).toBeGreaterThanOrEqual(node.start);
      }
    }
  });
});
