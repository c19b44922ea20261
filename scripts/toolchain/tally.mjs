/**
 * What `jest --json` says of a whole run, as far as it is used here.
 * @typedef {object} JestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests skipped ones
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites files that failed before their tests ran
 */

/**
 * @typedef {object} Tally
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Counts a run. A file that could not run counts as one failure, and so does a failure that jest reports by its exit
 * code alone, such as a run without tests: no broken run may look like a good one.
 * @param {JestReport | null} report null where jest left none
 * @param {number} exitCode jest's
 * @param {{ skippingAllowed: boolean }} rules
 * @returns {Tally}
 */
export function tally(report, exitCode, { skippingAllowed }) {
  const skipped = report === null ? 0 : report.numPendingTests + report.numTodoTests;
  const counted = report === null ? 0 : report.numFailedTests + report.numRuntimeErrorTestSuites;
  const failed = counted + (skippingAllowed ? 0 : skipped);
  return {
    passed: report?.numPassedTests ?? 0,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped,
  };
}

/**
 * The plain last line of a test run.
 * @param {Pick<Tally, 'passed' | 'failed'>} counts
 */
export function tallyText({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
