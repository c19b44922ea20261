import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../../test/seed.js';
import { Findings } from '../finding.js';
import { readYaml } from './read-yaml.js';
import { treeAt } from './tree.js';
import { scalarMap } from './yaml-scalar-map.js';
import type { ScalarMap } from './yaml-scalar-map.js';

/** The text at `key:` of a document and its map, read as the configuration reads it. */
function scalarOf(text: string): { value: string; map: ScalarMap } | null {
  const findings = new Findings();
  const [tree] = readYaml({ file: 'a.yaml', text }, findings);
  const scalar = tree === undefined ? null : treeAt(tree, ['key']);
  if (findings.list.length > 0 || scalar?.kind !== 'scalar' || scalar.token === null) return null;
  if (typeof scalar.value !== 'string') return null;
  return { value: scalar.value, map: scalarMap(scalar.token) };
}

/** What is wrong of the map: every character has a place, in order, and the very character where it is verbatim. */
function faults(text: string, value: string, map: ScalarMap): readonly string[] {
  const found = map.length === value.length ? [] : [`${map.length} characters, not ${value.length}`];
  let before = 0;
  for (let offset = 0; offset < value.length; offset += 1) {
    const { start, end } = map.span(offset, offset + 1);
    if (start < before || end < start || end > text.length) found.push(`${offset} is at ${start}-${end}`);
    before = start;
    const verbatim = map.verbatimSpan(offset, offset + 1);
    if (verbatim === null) continue;
    if (verbatim.start !== start || verbatim.end !== end) found.push(`${offset} has two places`);
    if (map.offsetAt(start) !== offset) found.push(`${offset} is not found again`);
    if (text.slice(start, end) !== value[offset]) found.push(`${offset} is ${text.slice(start, end)}`);
  }
  const behind = map.span(value.length, value.length);
  if (value.length > 0 && behind.start !== map.span(0, value.length).end)
    found.push('the end is not behind the text');
  return found;
}

const LINE = fc.stringMatching(/^[ \t]{0,3}(?:[a-c"'\\:#|>-]{1,4} ?){0,3}[ \t]{0,2}$/);
const LINES = fc.array(LINE, { maxLength: 7 });
const BREAK = fc.constantFrom('\n', '\r\n');

/** Texts of every style; many are no YAML, and those are left out. */
const DOCUMENTS = fc
  .tuple(
    fc.constantFrom('|', '>', "'", '"', 'plain'),
    fc.constantFrom('', '-', '+'),
    fc.constantFrom('', '1', '2', '3'),
    fc.constantFrom('', ' ', '  # a comment'),
    LINES,
    BREAK,
    fc.constantFrom('', 'next: 1'),
  )
  .map(([style, chomp, indent, comment, lines, lineBreak, next]) => {
    const indented = lines.map((line) => (line === '' ? line : `  ${line}`)).join(lineBreak);
    if (style === '|' || style === '>') {
      return `key: ${style}${indent}${chomp}${comment}${lineBreak}${indented}${lineBreak}${next}`;
    }
    if (style === 'plain') return `key: ${indented.trimStart()}${lineBreak}${next}`;
    return `key: ${style}${style === "'" ? indented.replaceAll("'", "''") : indented}${style}${lineBreak}${next}`;
  });

describe('the map of a YAML scalar', () => {
  test('is faithful for random scalars of every style', () => {
    let read = 0;
    fc.assert(
      fc.property(DOCUMENTS, (text) => {
        const scalar = scalarOf(text);
        if (scalar === null) return;
        read += 1;
        expect(faults(text, scalar.value, scalar.map)).toEqual([]);
      }),
      { numRuns: 2_000, seed: runSeed() },
    );
    expect(read).toBeGreaterThan(500);
  });

  test('is faithful for random text in double quotes with every escape', () => {
    const escape = fc.constantFrom(
      '\\n',
      '\\"',
      '\\\\',
      '\\t',
      '\\x41',
      '\\u00e9',
      '\\U0001F600',
      '\\\n   ',
      '\n  ',
      '\n\n ',
      ' ',
      'ab',
      '\\/',
    );
    fc.assert(
      fc.property(fc.array(escape, { maxLength: 12 }), (parts) => {
        const text = `key: "${parts.join('')}"\n`;
        const scalar = scalarOf(text);
        if (scalar === null) throw new Error(`not YAML: ${JSON.stringify(text)}`);
        expect(faults(text, scalar.value, scalar.map)).toEqual([]);
      }),
      { numRuns: 1_000, seed: runSeed() },
    );
  });

  test.each([
    ['plain', 'key: a > bad\n'],
    ['plain over lines', 'key: a >\n  \n   bad\n'],
    ['single quotes', "key: 'it''s > bad'\n"],
    ['double quotes', 'key: "a \\"b\\" \\u003e bad"\n'],
    ['double quotes over lines', 'key: "a \\\n   b >\n\n  bad"\n'],
    ['literal', 'key: |\n    a >\n      bad\n'],
    ['literal with an indentation', 'key: |2-\n    a >\n    bad\n'],
    ['folded', 'key: >+\n  a\n  >\n\n    bad\n\n'],
    ['literal with carriage returns', 'key: |\r\n  a >\r\n  bad\r\n'],
  ])('points at a word in %s', (_, text) => {
    const scalar = scalarOf(text);
    if (scalar === null) throw new Error('not YAML');
    const at = scalar.value.indexOf('bad');
    expect(scalar.map.span(at, at + 3)).toEqual({ start: text.indexOf('bad'), end: text.indexOf('bad') + 3 });
    expect(scalar.map.verbatimSpan(at, at + 3)).not.toBeNull();
  });

  test('points at a whole escape', () => {
    const text = 'key: "a \\u003e b"';
    const at = text.indexOf('\\u');
    expect(scalarOf(text)?.map.span(2, 3)).toEqual({ start: at, end: at + 6 });
    expect(scalarOf(text)?.map.verbatimSpan(2, 3)).toBeNull();
  });

  test('points behind the text at its end', () => {
    expect(scalarOf('key: abc\n')?.map.span(3, 3)).toEqual({ start: 8, end: 8 });
    expect(scalarOf('key: ""\n')?.map.span(0, 0)).toEqual({ start: 6, end: 6 });
  });
});
