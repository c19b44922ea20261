import { suggest } from '@lamia/lang';
import type { Budget, Deadline, Policy, TimePolicy } from '../gateway.js';
import { alternatives } from '../schema/scalars.js';
import type { PolicyShape } from '../schema/policy-schema.js';
import type { Path } from '../yaml/tree.js';
import { DEFAULTS } from './defaults.js';
import { positiveDuration } from './duration.js';
import { canonicalFreeze } from './freeze.js';
import { canonicalGate } from './gates.js';
import { hundredths } from './percentage.js';
import type { Report } from './report.js';

/** A policy with every default filled in. `routes` are the names of the gateway's routes, in order. */
export function canonicalPolicy(
  shape: PolicyShape,
  routes: readonly string[],
  path: Path,
  report: Report,
): Policy {
  const step = share(shape.step, DEFAULTS.step, [...path, 'step'], report);
  const base = {
    routes: routesOf(shape, routes, path, report),
    interval: positiveDuration(shape.interval, DEFAULTS.interval, [...path, 'interval'], report),
    step,
    start: share(shape.start, step, [...path, 'start'], report),
    minimumRequests: shape.minimumRequests ?? DEFAULTS.minimumRequests[shape.type],
    failures: { consecutive: shape.failures?.consecutive ?? null, total: shape.failures?.total ?? null },
    budgets: {
      noData: budget(shape.budgets?.noData, [...path, 'budgets', 'noData'], report),
      sourceErrors: budget(shape.budgets?.sourceErrors, [...path, 'budgets', 'sourceErrors'], report),
    },
    deadline: deadline(shape.deadline, [...path, 'deadline'], report),
    readyTimeout: positiveDuration(
      shape.readyTimeout,
      DEFAULTS.readyTimeout,
      [...path, 'readyTimeout'],
      report,
    ),
    rollback: shape.rollback ?? DEFAULTS.rollback,
    observe: shape.observe ?? false,
    gates: (shape.gates ?? []).map((gate, index) => canonicalGate(gate, [...path, 'gates', index], report)),
    freeze: (shape.freeze ?? []).flatMap(
      (window, index) => canonicalFreeze(window, [...path, 'freeze', index], report) ?? [],
    ),
  } satisfies Omit<TimePolicy, 'type'>;
  switch (shape.type) {
    case 'time':
      return { type: 'time', ...base };
    case 'health':
      return {
        type: 'health',
        ...base,
        expression: shape.expression ?? DEFAULTS.health,
        limit: shareFromZero(shape.limit, DEFAULTS.limit, [...path, 'limit'], report),
        floor: shareFromZero(shape.floor, DEFAULTS.floor, [...path, 'floor'], report),
      };
    case 'metric':
      return {
        type: 'metric',
        ...base,
        expression: shape.expression,
        goal: shape.goal ?? DEFAULTS.goal,
        tolerance: shape.tolerance ?? DEFAULTS.tolerance,
      };
    case 'custom':
      return { type: 'custom', ...base, expression: shape.expression };
  }
}

function routesOf(
  shape: PolicyShape,
  routes: readonly string[],
  path: Path,
  report: Report,
): readonly string[] {
  if (shape.routes === undefined) return routes.slice(-1);
  for (const [index, name] of shape.routes.entries()) {
    if (routes.includes(name)) continue;
    const nearest = suggest(name, routes);
    const advice = nearest === null ? `it has ${alternatives(routes)}` : `did you mean \`${nearest}\``;
    report.error(
      [...path, 'routes', index],
      'unknown-route',
      `the gateway has no route \`${name}\`; ${advice}`,
    );
  }
  return shape.routes;
}

/** A share above nothing in hundredths of a percent. */
function share(written: number | string | undefined, otherwise: number, path: Path, report: Report): number {
  const value = shareFromZero(written, otherwise, path, report);
  if (value > 0) return value;
  const message = `\`${String(path.at(-1))}\` is 0%, so that nothing would ever move; write a share such as \`10%\``;
  report.error(path, 'wrong-value', message);
  return otherwise;
}

/** A share in hundredths of a percent. */
function shareFromZero(
  written: number | string | undefined,
  otherwise: number,
  path: Path,
  report: Report,
): number {
  if (written === undefined) return otherwise;
  const value = hundredths(written);
  if (value !== null) return value;
  const message = `\`${written}\` has more than two decimals, and shares are kept in hundredths of a percent`;
  report.error(path, 'too-precise', message);
  return otherwise;
}

function budget(written: BudgetShape, path: Path, report: Report): Budget {
  return {
    for: positiveDuration(written?.for, DEFAULTS.budget.for, [...path, 'for'], report),
    then: written?.then ?? DEFAULTS.budget.then,
  };
}

type BudgetShape = NonNullable<PolicyShape['budgets']>['noData'];

function deadline(written: PolicyShape['deadline'], path: Path, report: Report): Deadline | null {
  if (written === undefined) return null;
  const [text, textPath] =
    typeof written === 'string' ? [written, path] : [written.after, [...path, 'after']];
  const then = typeof written === 'string' ? undefined : written.then;
  return { after: positiveDuration(text, 0, textPath, report), then: then ?? DEFAULTS.deadlineEnds };
}
