import { expect, test } from '@jest/globals';
import { withoutRoute, withRoute } from '../edit-project.js';
import { FIRST_PROJECT, type RouteProject } from '../project.js';
import { rulesToShow, type RulesSeen } from './last-good.js';
import { rulesReport } from './rules-report.js';

const seen = (project: RouteProject): RulesSeen => ({ project, report: rulesReport(project) });
const written = (id: string, condition: string): RouteProject => withRoute(FIRST_PROJECT, id, { condition });

test('the last good rules stay while a condition is half written', () => {
  const good = seen(FIRST_PROJECT);
  expect(rulesToShow(good, seen(written('a', 'header "X" exa')))).toBe(good);
  const mended = seen(written('a', 'header "X" exact "1"'));
  expect(rulesToShow(good, mended)).toBe(mended);
});

test('they go once they are of other routes than those on the page', () => {
  const good = seen(FIRST_PROJECT);
  for (const now of [
    seen(withRoute(written('a', 'header'), 'b', { condition: 'host exact "h"' })),
    seen(withoutRoute(written('a', 'header'), 'b')),
  ]) {
    expect(rulesToShow(good, now)).toBe(now);
  }
});

test('without good ones the newest are shown', () => {
  const broken = seen(written('a', 'header'));
  expect(rulesToShow(null, broken)).toBe(broken);
  expect(rulesToShow(broken, null)).toBe(broken);
  expect(rulesToShow(null, null)).toBeNull();
});
