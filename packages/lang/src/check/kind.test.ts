import { describe, expect, test } from '@jest/globals';
import { parse } from '../syntax/parse.js';
import { findDecisionWord, findNode, findPredicate, inferKind } from './kind.js';

const program = (source: string): ReturnType<typeof parse>['program'] => parse(source).program;

/** The text at which a search ends. */
function textAt(source: string, find: typeof findPredicate): string | null {
  const node = find(program(source));
  return node === null ? null : source.slice(node.start, node.end);
}

describe('inferKind', () => {
  test.each([
    ['requests', 'score'],
    ['errors / requests', 'score'],
    ['let a = 5; a', 'score'],
    ['known(requests)', 'score'],
    ['true', 'score'],
    ['version1', 'score'],
    ['', 'score'],
    ['if (true) { result = version1; }', 'decision'],
    ['result = version1;', 'decision'],
    ['result', 'decision'],
    ['nil', 'decision'],
    ['let a = nil; 5', 'decision'],
    ['candidate', 'decision'],
    ['baseline', 'decision'],
    ['"version1"', 'decision'],
    ['let a = candidate; a', 'decision'],
    ['let a = "v"; let b = a; b', 'decision'],
    ['let a = candidate; requests', 'score'],
    ['metric candidate requests', 'score'],
    ['header "x" exact "1"', 'condition'],
    ['host is "a" and path prefix "/b"', 'condition'],
    ['if (header "x" exact "1") { result = candidate; }', 'condition'],
  ])('%s is a %s', (source, kind) => {
    expect(inferKind(program(source), [])).toBe(kind);
  });

  test('a final version of the gateway makes a decision', () => {
    expect(inferKind(program('version1'), ['version1'])).toBe('decision');
    expect(inferKind(program('version1 + 1'), ['version1'])).toBe('score');
    expect(inferKind(program('let a = version1; a'), ['version1'])).toBe('decision');
  });

  test('a name means what was declared before it, also where it is declared again', () => {
    expect(inferKind(program('let a = 5; let b = a; let a = candidate; b'), [])).toBe('score');
    expect(inferKind(program('let a = 5; let a = candidate; a'), [])).toBe('decision');
  });
});

describe('the first node of a sort', () => {
  test.each([
    ['let a = 1; if (a > nil) {}', 'if (a > nil) {}'],
    ['let a = nil; result = a;', 'nil'],
    ['result = v1;', 'result = v1;'],
    ['requests', null],
  ])('decision word of %s', (source, text) => {
    expect(textAt(source, findDecisionWord)).toBe(text);
  });

  test.each([
    ['true and (host is "a" or path is "b")', 'host is "a"'],
    ['requests > 5', null],
  ])('predicate of %s', (source, text) => {
    expect(textAt(source, findPredicate)).toBe(text);
  });

  test('may be the root itself, and is null where none fits', () => {
    const root = program('requests');
    expect(findNode(root, () => true)).toBe(root);
    expect(findNode(root, () => false)).toBeNull();
  });
});
