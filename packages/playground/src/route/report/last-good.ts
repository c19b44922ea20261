import type { RulesReport } from './rules-report.js';
import type { RoutesToRead } from './routes-read.js';

/** Rules, and the routes that they are of. */
export interface RulesSeen {
  readonly project: RoutesToRead;
  readonly report: RulesReport;
}

/**
 * The rules to show: those of now, or while a condition is half written those of before it was. Once anything else has changed as
 * well these are of nothing any more.
 */
export function rulesToShow(before: RulesSeen | null, now: RulesSeen | null): RulesSeen | null {
  if (now === null || before === null || !isBroken(now)) return now ?? before;
  return !isBroken(before) && differsWhereBroken(before.project, now) ? before : now;
}

function isBroken({ report }: RulesSeen): boolean {
  return report.routes.some(({ isReadable }) => !isReadable);
}

function differsWhereBroken(before: RoutesToRead, { project, report }: RulesSeen): boolean {
  return (
    before.routes.length === project.routes.length &&
    project.routes.every(({ id, condition }, place) => {
      const old = before.routes[place];
      return old?.id === id && (old.condition === condition || report.routes[place]?.isReadable === false);
    })
  );
}
