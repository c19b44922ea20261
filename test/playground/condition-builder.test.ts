import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { format } from '@lamia/lang';
import { arbitraryCondition } from '../../packages/lang/src/testing/arbitrary-condition.js';
import { printOutline } from '../../packages/playground/src/route/builder/print-outline.js';
import { readOutline } from '../../packages/playground/src/route/builder/read-outline.js';
import type { Outline } from '../../packages/playground/src/route/builder/parts.js';
import { runSeed } from '../seed.js';

function outline(text: string): Outline {
  const read = readOutline(text);
  if (!read.ok) throw new Error(read.message);
  return read.outline;
}

test('whatever the condition, its groups are printed as the formatter writes it, and read back as they were', () => {
  fc.assert(
    fc.property(arbitraryCondition, (text) => {
      const { text: canonical } = format(text);
      if (canonical === null) return;
      const first = outline(text);
      expect(printOutline(first)).toBe(canonical);
      expect(outline(printOutline(first))).toEqual(first);
    }),
    { seed: runSeed(), numRuns: 1_000 },
  );
});
