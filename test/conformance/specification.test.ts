import { describe, expect, test } from '@jest/globals';
import { COMPILE_CODES, DIAGNOSTIC_CODES } from '@lamia/lang';
import { readFileSync } from 'node:fs';
import { FILES, isVectorFile, loadVectors } from './load-vectors.js';

const SPEC = readFileSync(new URL('../../grammar/SPEC.md', import.meta.url), 'utf8');
const vectors = FILES.flatMap((name) => loadVectors(name).vectors);

describe('the specification', () => {
  test('has the sections that vectors name', () => {
    const sections = new Set([...SPEC.matchAll(/^#{2,3} (\d+(?:\.\d+)?) /gm)].map(([, number]) => number));
    expect(vectors.filter(({ section }) => !sections.has(section)).map(({ name }) => name)).toEqual([]);
  });

  test('has vectors for each of its sections with rules of its own', () => {
    const sections = [...SPEC.matchAll(/^### (\d+\.\d+) /gm)].map(([, number]) => number);
    const tested = new Set(vectors.map(({ section }) => section));
    // Kinds are listed in 1.1 and inferred in 1.2; what statements mean is told in 4.7.
    const withoutRules = ['1.1', '2.8'];
    expect(sections.filter((section) => section === undefined || !tested.has(section))).toEqual(withoutRules);
  });

  test('says where each diagnostic is reported', () => {
    const codes = Object.keys({ ...DIAGNOSTIC_CODES, ...COMPILE_CODES });
    expect(codes.filter((code) => !SPEC.includes(`\`${code}\``))).toEqual([]);
  });
});

describe('the schema of vectors', () => {
  const vector = { name: 'a', section: '1.1', source: 'a', expect: { kind: 'score' } };

  const routes = { name: 'b', section: '5.9', routes: { a: 'true' }, expect: { emits: true } };

  test('admits vectors of both kinds', () => {
    expect(isVectorFile({ about: 'two', vectors: [vector, routes] })).toBe(true);
  });

  test.each([
    ['a misspelt key', { ...vector, sourse: 'a' }],
    ['a misspelt expectation', { ...vector, expect: { desided: true } }],
    ['an empty expectation', { ...vector, expect: {} }],
    ['a result without `decided`', { ...vector, expect: { result: 'v1' } }],
    ['a sample that is none', { ...vector, metrics: { v1: { a: 'Inf' } } }],
    ['a plain request that nothing is said of', { ...vector, expect: { plain: true } }],
    ['a request with a misspelt part', { ...vector, request: { hots: 'a' } }],
    ['a source and routes together', { ...vector, routes: { a: 'true' } }],
    ['routes with an outcome of a program', { ...routes, expect: { kind: 'condition' } }],
    ['a data plane that is none', { ...routes, target: 'nginx' }],
    ['a rule without literals', { ...routes, expect: { rules: [{ all: [] }] } }],
    ['a cause that is none', { ...vector, expect: { unknown: [{ reason: 'absent' }] } }],
  ])('refuses %s', (_what, broken) => {
    expect(isVectorFile({ about: 'one', vectors: [broken] })).toBe(false);
  });
});
