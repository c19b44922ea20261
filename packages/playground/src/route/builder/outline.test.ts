import { describe, expect, test } from '@jest/globals';
import { parse } from '@lamia/lang';
import { extended, grouped, moved, replaced, withField, withOperator } from './edit-outline.js';
import { NEW_TEST, NO_REMARKS, type GroupPart, type Outline, type Part, type TestPart } from './parts.js';
import { printOutline } from './print-outline.js';
import { readOutline } from './read-outline.js';

function outline(text: string): Outline {
  const read = readOutline(text);
  if (!read.ok) throw new Error(read.message);
  return read.outline;
}

const only = (part: Part): Outline => ({ definitions: [], part, remarks: NO_REMARKS, end: [] });
const query = (name: string): TestPart => ({
  ...NEW_TEST,
  field: 'query',
  name,
  operator: 'present',
  values: [],
});

describe('the groups of a condition', () => {
  test('nest as its parentheses do', () => {
    expect(
      outline(
        '(cookie "a" exact "1" ignoring case or not (query b present and query c present)) and method in (GET, PUT)',
      ).part,
    ).toEqual({
      kind: 'group',
      negated: false,
      join: 'all',
      parts: [
        {
          kind: 'group',
          negated: false,
          join: 'any',
          parts: [
            { ...NEW_TEST, field: 'cookie', name: 'a', values: ['1'], ignoreCase: true },
            { kind: 'group', negated: true, join: 'all', parts: [query('b'), query('c')] },
          ],
        },
        { ...NEW_TEST, field: 'method', name: null, operator: 'in', values: ['GET', 'PUT'] },
      ],
    });
  });

  test('of one kind inside each other stay apart', () => {
    const text = 'query "a" present and (query "b" present and query "c" present)';
    expect(outline(text).part).toMatchObject({ parts: [query('a'), { join: 'all' }] });
    expect(printOutline(outline(text))).toBe(text);
  });

  test('what has no form of its own stays as its text', () => {
    const { definitions, part } = outline('let a = host exact "h"; a and <src 10.0.0.0/8> or true');
    expect(definitions.map(({ name }) => name)).toEqual(['a']);
    expect(part).toMatchObject({
      join: 'any',
      parts: [
        {
          join: 'all',
          parts: [
            { kind: 'reference', name: 'a' },
            { kind: 'text', text: '<src 10.0.0.0/8>' },
          ],
        },
        { kind: 'text', text: 'true' },
      ],
    });
  });

  test('comments stay at their statement, behind it or before it', () => {
    const text = [
      '# first',
      'let a = host exact "h"; // behind',
      '/* second */',
      'a and path under "/x" # why',
      '# end',
    ].join('\n');
    expect(printOutline(outline(text))).toBe(text);
    expect(printOutline(outline('host exact "h" /* in */ and query a present'))).toBe(
      '/* in */\nhost exact "h" and query "a" present',
    );
  });

  test.each([
    ['header "a" exact', 'expected'],
    ['', 'there is no condition yet'],
    ['if (a > 1) { result = b; } result', 'not a condition'],
  ])('%s has none', (text, message) => {
    const read = readOutline(text);
    expect(read.ok ? 'read' : read.message).toContain(message);
  });
});

describe('edits', () => {
  const [a, b, c] = [query('a'), query('b'), query('c')];
  const group: GroupPart = { kind: 'group', negated: false, join: 'all', parts: [a, b] };

  test('replace, remove, add and move parts', () => {
    expect(replaced(group, [1], c)).toEqual({ ...group, parts: [a, c] });
    expect(replaced(group, [0], null)).toEqual({ ...group, parts: [b] });
    expect(replaced({ ...group, parts: [{ ...group, parts: [a] }] }, [0, 0], null)).toBeNull();
    expect(replaced(a, [], c)).toEqual(c);
    expect(extended(group, c).parts).toEqual([a, b, c]);
    expect(moved(group, 0, 1).parts).toEqual([b, a]);
    expect(moved(group, 0, -1)).toBe(group);
  });

  test('a group around a part holds it and one more', () => {
    const text = printOutline(only({ ...grouped(group, 'any', c), negated: true }));
    expect(text).toBe('not (query "a" present and query "b" present or query "c" present)');
  });

  test('another field or operator keeps what fits', () => {
    expect(withField({ ...NEW_TEST, operator: 'prefix' }, 'path')).toMatchObject({
      name: null,
      operator: 'prefix',
      values: ['testers'],
    });
    expect(withField(a, 'host')).toMatchObject({ name: null, operator: 'exact', values: [''] });
    expect(withOperator(NEW_TEST, 'in').values).toEqual(['testers']);
    expect(withOperator({ ...NEW_TEST, ignoreCase: true }, 'present')).toMatchObject({
      values: [],
      ignoreCase: false,
    });
  });

  test('every form that can be filled in can be read', () => {
    for (const part of [
      NEW_TEST,
      withOperator(NEW_TEST, 'in'),
      withField(NEW_TEST, 'path'),
      withField(a, 'method'),
    ])
      expect(parse(printOutline(only(part))).diagnostics).toEqual([]);
  });
});
