import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Findings } from '../finding.js';
import { findingText } from '../testing/findings-text.js';
import { YAML_BUDGETS } from './budgets.js';
import { readYaml } from './read-yaml.js';
import { plainValue } from './tree.js';

function read(text: string): { values: readonly unknown[]; found: readonly string[] } {
  const findings = new Findings();
  const trees = readYaml({ file: 'a.yaml', text }, findings);
  return { values: trees.map(plainValue), found: findings.list.map(findingText) };
}

describe('reading YAML', () => {
  test('gives every document, without the empty ones', () => {
    expect(read('a: 1\n---\n# nothing\n---\n- x\n- 2.5\n')).toEqual({
      values: [{ a: 1 }, ['x', 2.5]],
      found: [],
    });
    expect(read('')).toEqual({ values: [], found: [] });
  });

  test('keeps keys as they are written', () => {
    expect(read('1.10: a\ntrue: b\n').values).toEqual([{ '1.10': 'a', true: 'b' }]);
  });

  test('gives maps without a prototype, so that no key means anything but itself', () => {
    const [value] = read('__proto__: { admin: true }\nconstructor: x\n').values;
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value ?? {})).toEqual(['__proto__', 'constructor']);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('expands aliases, each with the value its anchor had before it', () => {
    expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').values).toEqual([{ a: 1, b: 1, c: 2, d: 2 }]);
    expect(read('a: &x 1\nb: &y [*x]\nc: &x 2\nd: *y\n').values).toEqual([{ a: 1, b: [1], c: 2, d: [1] }]);
  });

  test.each([
    [
      'a: [1, 2',
      'error yaml-syntax at "": a `[` or `{` before this is not closed, or its lines are not indented',
    ],
    [
      'a: b: c\n',
      'error yaml-syntax at "b": a second `:` on one line; quote the text, or put the inner map on lines of its own',
    ],
    ['a:\n\t- 1\n', 'error yaml-syntax at "\\t": a tab cannot indent; use spaces'],
    ['a: *nobody\n', 'error yaml-syntax at "*nobody": `*nobody` names no `&nobody` before it'],
    ['a: &x [*x]\n', 'error yaml-syntax at "*x": `*x` stands inside the value that it names'],
    [
      'a: !!binary aGk=\n',
      'error yaml-tag at "!!binary": tags are not understood here; quote the value instead',
    ],
    ['a: 1\nb: 2\na: 3\n', 'error duplicate-key at "a": `a` stands twice in this map; keep one of them'],
  ])('refuses %j', (text, message) => {
    const { values, found } = read(text);
    expect(values).toEqual([]);
    expect(found[0]).toBe(message);
  });

  test('keeps the documents beside a bad one', () => {
    expect(read('a: 1\n---\nb: [\n---\nc: 2\n').values).toEqual([{ a: 1 }, { c: 2 }]);
  });

  test('a directive does not bring back YAML 1.1', () => {
    expect(read('%YAML 1.1\n---\na: yes\nb: 010\n').values).toEqual([{ a: 'yes', b: 10 }]);
  });
});

describe('hostile YAML', () => {
  const codes = (text: string): readonly string[] => [
    ...new Set(read(text).found.map((found) => found.split(' ')[1] ?? '')),
  ];

  test('longer than allowed is refused before it is parsed', () => {
    expect(codes(`a: ${'x'.repeat(YAML_BUDGETS.bytes)}`)).toEqual(['yaml-too-long']);
  });

  test.each([
    ['flow lists', '['.repeat(200_000)],
    ['flow lists that end', `${'['.repeat(40)}${']'.repeat(40)}`],
    ['block lists', '- '.repeat(200_000)],
    ['block maps', Array.from({ length: 1_000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
  ])('nested too deeply is refused: %s', (_, text) => {
    expect(codes(text)).toContain('yaml-too-deep');
  });

  test('a mebibyte of brackets is refused before anything is built of it', () => {
    expect(read(`a: ${'['.repeat(1_000_000)}`).found).toEqual([
      expect.stringMatching(/^error yaml-too-deep at "\["/),
    ]);
  });

  test('more keys and values than a document may have are refused before they are parsed', () => {
    expect(codes('- 1\n'.repeat(60_000))).toEqual(['yaml-too-large']);
    expect(codes('---\n'.repeat(20_000))).toEqual(['yaml-too-large']);
  });

  test('brackets in text are text', () => {
    expect(read(`a: "${'['.repeat(100)}"\nb: |\n  ${'[ - '.repeat(50)}\n`).found).toEqual([]);
  });

  test('aliases that multiply are refused', () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`,
    );
    expect(codes(`a0: &a0 x\n${levels.join('\n')}\n`)).toEqual(['yaml-too-large']);
  });

  test('many keys cost no quadratic time and many mistakes are not all listed', () => {
    const text = Array.from({ length: 24_000 }, () => 'key: 1').join('\n');
    expect(read(text).found).toHaveLength(YAML_BUDGETS.errors);
  });
});

test('no text makes the reader throw', () => {
  const part = fc.constantFrom(
    'a',
    ': ',
    '- ',
    '\n',
    '  ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '|',
    '>',
    '&x ',
    '*x',
    '!t ',
    '#',
    '%YAML 1.1\n',
    '---\n',
    '...\n',
    '? ',
    '<<: ',
    '\t',
    '\r',
    '\uFEFF',
    '\uD800',
    '\0',
    '1e999',
    '.nan',
    '2020-01-01',
    '\\u',
    '@',
    '`',
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
      expect(() => read(parts.join(''))).not.toThrow();
    }),
    { numRuns: 1_000 },
  );
});
