import { describe, expect, test } from '@jest/globals';
import type { Let } from '../syntax/ast.js';
import { Scope } from './scope.js';

const declaration = (name: string): Let => ({
  kind: 'Let',
  name,
  nameSpan: { start: 4, end: 5 },
  value: { kind: 'NilLiteral', start: 8, end: 11 },
  start: 0,
  end: 12,
});

describe('Scope', () => {
  test('finds names of its own block and of those around it', () => {
    const outer = new Scope();
    const inner = new Scope(outer);
    const [a, b] = [declaration('a'), declaration('b')];
    outer.declare(a);
    inner.declare(b);
    expect(inner.find('a')).toBe(a);
    expect(inner.find('b')).toBe(b);
    expect(outer.find('b')).toBeNull();
    expect(inner.names()).toEqual(['b', 'a']);
  });

  test('takes names of objects for names', () => {
    expect(new Scope().find('constructor')).toBeNull();
    expect(new Scope().find('__proto__')).toBeNull();
  });
});
