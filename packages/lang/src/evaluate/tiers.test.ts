import { expect, jest, test } from '@jest/globals';
import { checked } from '../testing/release.js';
import { lower } from './lower.js';
import { TieredBackEnd, type BackEndChoice } from './tiers.js';

const program = lower(checked('if (metric v1 a > 1) { result = v1; } result'));

/** How often code was generated while a program was run and recorded that many times. */
function generated(choice: BackEndChoice, runs: number, records: number): number {
  const spy = jest.spyOn(globalThis, 'Function');
  try {
    const engine = new TieredBackEnd(program, choice);
    for (let count = 0; count < runs; count += 1) expect(engine.run([count], [0])).toBe(count > 1 ? 0 : -1);
    for (let count = 0; count < records; count += 1) {
      expect(engine.record([count], [0])).toEqual(count > 1 ? [0, 2] : [-1, 0]);
    }
    return spy.mock.calls.filter(([, , body]) => String(body).includes('values')).length;
  } finally {
    spy.mockRestore();
  }
}

test('code is generated once for a program that is evaluated often, and not before', () => {
  expect(generated('auto', 63, 63)).toBe(0);
  expect(generated('auto', 64, 63)).toBe(1);
  expect(generated('auto', 63, 64)).toBe(1);
  expect(generated('auto', 200, 200)).toBe(2);
});

test('a forced choice holds from the first evaluation', () => {
  expect(generated('closures', 200, 200)).toBe(0);
  expect(generated('generated', 1, 0)).toBe(1);
  expect(generated('generated', 200, 200)).toBe(2);
});
