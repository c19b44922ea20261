import { describe, expect, test } from '@jest/globals';
import { check } from '../check/check.js';
import { fixedTexts } from '../testing/fixed-texts.js';
import { DIAGNOSTIC_CODES, type CodeDescription } from './codes.js';

const CODES: readonly (readonly [string, CodeDescription])[] = Object.entries(DIAGNOSTIC_CODES);

describe.each(CODES)('%s', (code, { title, explanation, example }) => {
  const { diagnostics } = check(example.source, example.options);
  const found = diagnostics.filter((diagnostic) => diagnostic.code === code);

  test('is described', () => {
    expect(title).toMatch(/^[^A-Z].*[^.]$/);
    expect(explanation).toMatch(/\.$/);
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });

  test('is what its example shows, and nothing else', () => {
    expect(found).toHaveLength(1);
    const others = diagnostics.filter((diagnostic) => diagnostic.code !== code);
    // A hundred others are the point of that one.
    if (code !== 'too-many-errors') expect(others.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test('has a message of one sentence that ends without a period', () => {
    for (const { message } of found) expect(message).toMatch(/^[^A-Z\n][^\n]*[^.\n]$/);
  });

  test('has fixes that mend its example', () => {
    for (const diagnostic of found) {
      for (const text of fixedTexts(example.source, diagnostic)) {
        const left = check(text, example.options).diagnostics;
        expect(left.filter((other) => other.code === code)).toEqual([]);
      }
    }
  });

  test('says what to show in place of an example that is long', () => {
    expect((example.shown ?? example.source).length).toBeLessThanOrEqual(100);
  });
});
