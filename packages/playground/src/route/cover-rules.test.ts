import { expect, test } from '@jest/globals';
import { withCoveringRequests } from './cover-rules.js';
import { FIRST_PROJECT } from './project.js';
import { answersTo } from './report/answers.js';
import { rulesReport } from './report/rules-report.js';
import { savedRows } from './report/saved-rows.js';

test('every rule gets a request, once, and all of them go where they should', () => {
  const rules = rulesReport(FIRST_PROJECT).rules ?? [];
  const covered = withCoveringRequests({ ...FIRST_PROJECT, saved: [] }, rules);
  expect(covered.saved.map(({ expected }) => expected)).toEqual(['a', 'a', 'b', 'rest']);
  const requests = covered.saved.map(({ request }) => request);
  const answers = answersTo(covered, requests);
  expect(answers.map(({ rule }) => rule)).toEqual([0, 1, 2, 3]);
  expect(savedRows(covered, answers).every(({ state }) => state === 'green')).toBe(true);
  expect(withCoveringRequests(covered, rules)).toBe(covered);
});
