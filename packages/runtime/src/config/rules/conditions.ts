import { analyseConditions, check } from '@lamia/lang';
import type { Condition, ConditionalRoute } from '@lamia/lang';
import type { Gateway } from '../gateway.js';
import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';
import { findingsInFile } from './expression.js';

/** Checks the condition of every route, and what the routes take from each other. */
export function checkConditions({ routes }: Gateway, report: Report): void {
  const pathOf = (index: number): Path => ['spec', 'routes', index, 'condition'];
  const conditions = routes.map(({ condition }, index): Condition | null => {
    const scalar = report.scalar(pathOf(index));
    if (condition === null || scalar === null) return null;
    const checked = check(condition, { kind: 'condition' });
    report.add(...findingsInFile(checked.diagnostics, scalar));
    return checked.condition;
  });
  // A route without a condition takes the rest; what stands behind it was told of already.
  const open = routes.findIndex(({ condition }) => condition === null);
  const reachable = conditions.slice(0, open);
  if (open < 1 || reachable.some((condition) => condition === null)) return;
  const compared: readonly ConditionalRoute[] = routes
    .slice(0, open + 1)
    .map(({ name }, index) => ({ name, condition: conditions[index] ?? null, to: [] }));
  for (const { route, diagnostic } of analyseConditions(compared)) {
    const scalar = report.scalar(pathOf(route ?? 0));
    if (scalar !== null) report.add(...findingsInFile([diagnostic], scalar));
  }
}
