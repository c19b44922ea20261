import { describe, expect, test } from '@jest/globals';
import { FIRST_PROJECT, REST, type RouteProject } from '../project.js';
import { answersTo } from './answers.js';
import { decidingTests, foundText } from './deciding-tests.js';
import { rulesReport } from './rules-report.js';
import { savedRows, savedSummary } from './saved-rows.js';

function project(...conditions: readonly string[]): RouteProject {
  const routes = conditions.map((condition, place) => ({
    id: `r${place}`,
    name: `route-${place}`,
    condition,
    percents: [0, 100],
    mirror: null,
  }));
  return { ...FIRST_PROJECT, routes };
}

describe('the rules of a project', () => {
  test('name their route and the part of its condition', () => {
    const report = rulesReport(FIRST_PROJECT);
    expect(report.rules?.map(({ route, tests, reach }) => [route, tests, reach])).toEqual([
      [0, ['header "user-agent" regex "^.*(Chrome).*$"'], 'found'],
      [0, ['header "user-agent" regex "^.*(Nexus 6P).*$"'], 'found'],
      [1, ['header "user-agent" regex "^.*(Safari).*$"'], 'found'],
      [2, [], 'found'],
    ]);
    expect(report.routes[1]?.diagnostics).toMatchObject([{ code: 'overlapping-routes' }]);
  });

  test('are those of the routes that can be read; the places are those of all', () => {
    const report = rulesReport(project('header "a"', '<src 1.2.3.4>', 'host exact "h"'));
    expect(report.routes.map(({ isCompared }) => isCompared)).toEqual([false, false, true]);
    expect(report.routes[0]?.diagnostics[0]?.severity).toBe('error');
    expect(report.rules?.map(({ route }) => route)).toEqual([2, 3]);
  });

  test('say which get nothing', () => {
    const report = rulesReport(project('path prefix "/a"', 'path exact "/ab"'));
    expect(report.rules?.[1]).toMatchObject({ route: 1, reach: 'unreachable', example: null });
    expect(report.routes[1]?.diagnostics).toMatchObject([{ code: 'covered-route' }]);
  });
});

describe('the answer to a request', () => {
  const routes = project('path under "/a" and header "X" exact "1"', 'path under "/a"', 'host exact "h"');

  test('says which route and rule take it, and what each other route makes of it', () => {
    const [answer] = answersTo(routes, [{ host: 'h', path: '/a/b', headers: { x: '2' } }]);
    expect(answer).toMatchObject({ route: 1, rule: 1, isServed: true, notPlain: null });
    expect(answer?.routes.map(({ verdict }) => verdict)).toEqual(['no', 'taken', 'earlier']);
    const why = answer?.routes[0]?.trace;
    expect((why ? decidingTests(why) : []).map((each) => `${each.text} ${foundText(each)}`)).toEqual([
      'header "x" exact "1" does not match "2"',
    ]);
    expect(answer?.routes[0]?.rules).toMatchObject([{ place: 0, trace: { matches: false } }]);
  });

  test('is the rest where no route matches', () => {
    expect(answersTo(routes, [{ path: '/b' }])).toMatchObject([{ route: 3, rule: 3 }]);
  });

  test('is unknown behind a route that cannot be evaluated, unless an earlier one takes it', () => {
    const unsure = project('path exact "/a"', '<src 1.2.3.4>', 'path exact "/b"', 'path exact "/c"');
    const answers = answersTo(unsure, [{ path: '/a' }, { path: '/b' }]);
    expect(answers.map(({ route }) => route)).toEqual([0, null]);
    expect(answers[0]?.routes.map(({ verdict }) => verdict)).toEqual(['taken', 'earlier', 'no', 'no']);
    expect(answers[1]?.routes.map(({ verdict }) => verdict)).toEqual(['no', 'unknown', 'unknown', 'no']);
  });

  test('says when the gateway does not serve the host, and when data planes may differ', () => {
    const served = { ...routes, hosts: ['shop.example'] };
    expect(answersTo(served, [{ host: 'other', path: '/a//b' }])).toMatchObject([
      { isServed: false, notPlain: expect.stringContaining('path') },
    ]);
  });
});

test('the deciding tests of what a `not` denies are those that hold', () => {
  const [answer] = answersTo(project('not (path under "/a" or host exact "h")'), [{ path: '/a' }]);
  const trace = answer?.routes[0]?.trace;
  expect((trace ? decidingTests(trace) : []).map(({ text }) => text)).toEqual(['path under "/a"']);
});

describe('kept requests', () => {
  test('are green where the expected route takes them', () => {
    const answers = answersTo(
      FIRST_PROJECT,
      FIRST_PROJECT.saved.map(({ request }) => request),
    );
    const rows = savedRows(FIRST_PROJECT, answers);
    expect(rows.map(({ state }) => state)).toEqual(['green', 'green', 'green']);
    expect(savedSummary(rows)).toBe('all 3 requests go where they should');
  });

  test('are red as soon as another route does', () => {
    const [first, second] = FIRST_PROJECT.routes;
    const swapped = { ...FIRST_PROJECT, routes: [second, first].flatMap((route) => route ?? []) };
    const answers = answersTo(
      swapped,
      swapped.saved.map(({ request }) => request),
    );
    const rows = savedRows(swapped, answers);
    expect(rows.map(({ state, actual }) => [state, actual])).toEqual([
      ['red', 'safari'],
      ['green', 'safari'],
      ['green', 'the rest'],
    ]);
    expect(savedSummary(rows)).toBe('1 of 3 goes elsewhere');
  });

  test('wait, and may be unknown', () => {
    expect(savedRows(FIRST_PROJECT, null).map(({ state }) => state)).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ]);
    const broken = { ...project('path'), saved: FIRST_PROJECT.saved.slice(0, 1) };
    const rows = savedRows(broken, answersTo(broken, [{ path: '/' }]));
    expect(rows).toMatchObject([{ state: 'unknown', expected: null, actual: null }]);
    expect(savedSummary(rows)).toBe('1 cannot be told');
    expect(savedRows({ ...broken, saved: [] }, null)).toEqual([]);
    expect(REST).toBe('rest');
  });
});
