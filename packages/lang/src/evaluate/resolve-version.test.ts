import { describe, expect, test } from '@jest/globals';
import { resolveVersion } from './resolve-version.js';

const open = { versions: [], baseline: null, candidate: null };
const release = { versions: ['v1', 'shop:80/v2'], baseline: 'v1', candidate: 'shop:80/v2' };
const resolve = (label: string, versions: readonly string[]): string | null =>
  resolveVersion({ form: 'label', label }, { ...open, versions }, null);

describe('the version that a reference names', () => {
  test('is what the release calls a role', () => {
    expect(resolveVersion({ form: 'role', role: 'baseline' }, release, null)).toBe('v1');
    expect(resolveVersion({ form: 'role', role: 'candidate' }, release, null)).toBe('shop:80/v2');
    expect(resolveVersion({ form: 'role', role: 'candidate' }, open, null)).toBeNull();
  });

  test('is the scored one where none is named', () => {
    expect(resolveVersion({ form: 'scored' }, release, 'v1')).toBe('v1');
    expect(resolveVersion({ form: 'scored' }, release, null)).toBeNull();
  });

  test('is any label where the versions are not known', () => {
    expect(resolve('anything', [])).toBe('anything');
    expect(resolve('svc:80/v9', [])).toBe('svc:80/v9');
  });

  test('is the one with an equal label before all others', () => {
    expect(resolve('a:80/v1', ['a:80/v1', 'v1', 'b:80/v1'])).toBe('a:80/v1');
  });

  test('is the only one that has the destination’s subset', () => {
    expect(resolve('a:80/v1', ['v1', 'v2'])).toBe('v1');
    expect(resolve('a:80/v1', ['b:9090/v1', 'b:9090/v2'])).toBe('b:9090/v1');
    expect(resolve('a:80/v1', ['b:80/v1', 'c:80/v1'])).toBeNull();
    expect(resolve('a:80/v1', ['v1', 'c:80/v1'])).toBeNull();
  });

  test('is none where nothing fits', () => {
    expect(resolve('v3', ['v1', 'v2'])).toBeNull();
    expect(resolve('v1', ['b:80/v1'])).toBeNull();
    expect(resolve('a:port/v1', ['v1'])).toBeNull();
    expect(resolve('a:80/v9', ['v1'])).toBeNull();
    expect(resolve('__proto__', ['v1'])).toBeNull();
  });
});
