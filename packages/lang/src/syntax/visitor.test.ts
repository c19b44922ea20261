import { describe, expect, test } from '@jest/globals';
import type { Node, Program } from './ast.js';
import { children } from './children.js';
import { parse } from './parse.js';
import { depth, visit } from './visitor.js';

const PROGRAM = `let x = -1;
if (not (metric v1 a{b="c"} > x)) { result = "v2"; } else { result = nil; }
max(a, true ?? result, promql "up")`;

/** A chain of minus signs, built from the inside. */
function chain(length: number): Program {
  const place = { start: 0, end: 0 };
  let value: NonNullable<Program['value']> = { kind: 'NilLiteral', ...place };
  for (let index = 0; index < length; index += 1) value = { kind: 'Negate', operand: value, ...place };
  return { kind: 'Program', statements: [], value, ...place };
}

describe('visit', () => {
  test('calls for each node of a kind, in source order, with the nodes above it', () => {
    const { program } = parse(PROGRAM);
    const seen: string[] = [];
    const note = (node: Node, path: readonly Node[]): void =>
      void seen.push([...path, node].map(({ kind }) => kind).join(' '));
    visit(program, { Negate: note, LabelMatcher: note, VersionLiteral: note, BooleanLiteral: note });
    expect(seen).toEqual([
      'Program Let Negate',
      'Program If Branch Not Binary Read LabelMatcher',
      'Program If Branch Block Assign VersionLiteral',
      'Program Call Binary BooleanLiteral',
    ]);
  });

  test('calls several visitors in one walk, parents before children', () => {
    const seen: string[] = [];
    visit(
      parse('a + b').program,
      { Name: ({ name }) => void seen.push(name) },
      { Binary: () => void seen.push('+') },
    );
    expect(seen).toEqual(['+', 'a', 'b']);
  });

  test('reaches every kind of node that decisions and scores have', () => {
    const kinds = new Set<string>();
    const walk = (node: Node): void => {
      kinds.add(node.kind);
      children(node).forEach(walk);
    };
    walk(parse(PROGRAM).program);
    expect([...kinds].sort()).toEqual(
      [
        ...[
          'Assign',
          'Binary',
          'Block',
          'BooleanLiteral',
          'Branch',
          'Call',
          'If',
          'LabelMatcher',
          'Let',
          'Name',
        ],
        ...[
          'Negate',
          'NilLiteral',
          'Not',
          'NumberLiteral',
          'Program',
          'PromqlRead',
          'Read',
          'ResultReference',
        ],
        ...['VersionLiteral', 'VersionReference'],
      ].sort(),
    );
  });
});

describe('children', () => {
  test('are in source order', () => {
    const walk = (node: Node): void => {
      const places = children(node).map(({ start }) => start);
      expect(places).toEqual([...places].sort((left, right) => left - right));
      children(node).forEach(walk);
    };
    walk(parse(PROGRAM).program);
  });

  test('stand inside their parent', () => {
    const walk = (node: Node): void => {
      for (const child of children(node)) {
        expect(child.start).toBeGreaterThanOrEqual(node.start);
        expect(child.end).toBeLessThanOrEqual(node.end);
        walk(child);
      }
    };
    walk(parse(PROGRAM).program);
  });
});

describe('depth', () => {
  test.each([
    ['', 1],
    ['a', 2],
    ['((a))', 2],
    ['a + b', 3],
    ['a + b + c', 4],
    ['-a', 3],
    ['max(a, b)', 3],
    ['let x = a;', 3],
    ['if (a) {}', 4],
    ['if (true) { result = v1; }', 6],
    ['a or b or c or d', 3],
    ['a and b and (c or d or e)', 4],
    ['a or (b or (c or d))', 5],
    ['a and b or c and d', 4],
  ])('of %s is %i', (source, levels) => {
    expect(depth(parse(source).program).levels).toBe(levels);
  });

  test('is found without recursion', () => {
    expect(depth(chain(100_000)).nodes).toBe(100_002);
  });
});
