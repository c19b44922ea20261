import { describe, expect, test } from '@jest/globals';
import { tally, tallyText } from '../../scripts/toolchain/tally.mjs';

const REPORT = {
  numPassedTests: 40,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

describe('tally', () => {
  test('counts what jest counted', () => {
    const counts = tally({ ...REPORT, numFailedTests: 2, numPendingTests: 3 }, 1, { skippingAllowed: true });
    expect(counts).toEqual({ passed: 40, failed: 2, skipped: 3 });
  });

  test('a file that could not run is a failure', () => {
    const counts = tally({ ...REPORT, numRuntimeErrorTestSuites: 1 }, 1, { skippingAllowed: true });
    expect(counts.failed).toBe(1);
  });

  test('skipped and unwritten tests fail where nothing may be skipped', () => {
    const report = { ...REPORT, numPendingTests: 2, numTodoTests: 1 };
    expect(tally(report, 0, { skippingAllowed: false })).toEqual({ passed: 40, failed: 3, skipped: 3 });
    expect(tally(report, 0, { skippingAllowed: true }).failed).toBe(0);
  });

  test('a run that jest calls failed is never counted as a good one', () => {
    expect(tally(REPORT, 1, { skippingAllowed: true }).failed).toBe(1);
    expect(tally(null, 1, { skippingAllowed: true })).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test('is told in one plain line', () => {
    expect(tallyText({ passed: 40, failed: 2 })).toBe('40 passed, 2 failed');
  });
});
