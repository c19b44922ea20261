import { describe, expect, test } from '@jest/globals';
import { DIAGNOSTIC_CODES } from '@lamia/lang';
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

describe('the vectors', () => {
  test('are at least 250', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(250);
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
    const codes = vectors.flatMap(({ expect: { diagnostics = [], reports = [] } }) =>
      [...diagnostics, ...reports].map(({ code }) => code),
    );
    expect(codes.filter((code) => !Object.hasOwn(DIAGNOSTIC_CODES, code))).toEqual([]);
  });

  test('together expect every diagnostic', () => {
    const expected = new Set(
      vectors.flatMap(({ expect: { diagnostics = [], reports = [] } }) =>
        [...diagnostics, ...reports].map(({ code }) => code),
      ),
    );
    expect(Object.keys(DIAGNOSTIC_CODES).filter((code) => !expected.has(code))).toEqual([]);
  });
});
