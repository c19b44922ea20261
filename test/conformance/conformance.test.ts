import { describe, expect, test } from '@jest/globals';
import { COMPILE_CODES, DIAGNOSTIC_CODES } from '@lamia/lang';
import { disagreements } from './disagreements.js';
import { KNOWN_FAILING } from './known-failing.js';
import { FILES, loadVectors } from './load-vectors.js';

const files = FILES.map((name) => ({ name, file: loadVectors(name) }));
const vectors = files.flatMap(({ file }) => file.vectors);

for (const { name, file } of files) {
  describe(`${name}: ${file.about}`, () => {
    test.each(file.vectors.map((vector) => [vector.name, vector] as const))('%s', (_name, vector) => {
      const found = disagreements(vector, file);
      if (KNOWN_FAILING.has(vector.name)) expect(found).not.toEqual([]);
      else expect(found).toEqual([]);
    });
  });
}

/** The codes that vectors expect. */
const expected = new Set(
  vectors.flatMap(({ expect: { diagnostics = [], reports = [] } }) =>
    [...diagnostics, ...reports].map(({ code }) => code),
  ),
);
const codes = Object.keys({ ...DIAGNOSTIC_CODES, ...COMPILE_CODES });

describe('the vectors', () => {
  test('are at least 500', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(500);
  });

  test('have each a name of its own', () => {
    const names = vectors.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('that are known to fail exist', () => {
    const names = new Set(vectors.map(({ name }) => name));
    expect([...KNOWN_FAILING].filter((name) => !names.has(name))).toEqual([]);
  });

  test('expect diagnostics that exist', () => {
    expect([...expected].filter((code) => !codes.includes(code))).toEqual([]);
  });

  test('together expect every diagnostic', () => {
    // Only a mistake of the compiler itself is not verified.
    expect(codes.filter((code) => !expected.has(code))).toEqual(['not-verified']);
  });
});
