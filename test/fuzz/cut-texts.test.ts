import { describe, expect, test } from '@jest/globals';
import { check, format, isRunnable } from '@lamia/lang';
import { CONDITIONS, PROGRAMS } from './corpus.js';

/** What an editor sees while somebody types, and what a lost or doubled byte leaves. */
const sources = [...PROGRAMS, ...CONDITIONS].map((source) => [source.slice(0, 40), source] as const);

describe.each(sources)('%s…', (_begin, source) => {
  test('has a result wherever it is cut', () => {
    for (let offset = 0; offset <= source.length; offset += 1) {
      for (const part of [source.slice(0, offset), source.slice(offset)]) {
        const { diagnostics } = check(part);
        expect(diagnostics.every(({ start, end }) => 0 <= start && start <= end && end <= part.length)).toBe(
          true,
        );
        expect(format(part).text === null || isRunnable(format(part).diagnostics)).toBe(true);
      }
    }
  });

  test('has a result without any one character, and with any one doubled', () => {
    for (let offset = 0; offset < source.length; offset += 1) {
      const without = source.slice(0, offset) + source.slice(offset + 1);
      const doubled = source.slice(0, offset + 1) + source.slice(offset);
      for (const text of [without, doubled]) {
        const { diagnostics } = check(text);
        expect(diagnostics.every(({ end }) => end <= text.length)).toBe(true);
      }
    }
  });
});
