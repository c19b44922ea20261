import type { RulesSeen } from './last-good.js';

/**
 * One sentence over the rules: how many, or why they are not those of the texts on the page.
 * @param broken the names of routes whose conditions have an error now
 */
export function rulesSaid(
  seen: RulesSeen | null,
  broken: readonly string[],
): { readonly text: string; readonly isNews: boolean } {
  if (seen === null) return { text: 'comparing the routes …', isNews: false };
  const { project, report } = seen;
  const left = project.routes.filter((_, place) => report.routes[place]?.isCompared === false);
  const unreadable = report.routes.some(({ isReadable }) => !isReadable);
  if (broken.length > 0 && !unreadable)
    return { text: `these rules are from before ${broken.join(', ')} had an error`, isNews: true };
  if (left.length > 0) {
    const names = left.map(({ name }) => name).join(', ');
    return {
      text: `without ${names}: a condition with errors or raw ACLs has no rules`,
      isNews: true,
    };
  }
  const count = report.rules?.length ?? 0;
  const never = report.rules?.filter(({ reach }) => reach === 'unreachable').length ?? 0;
  const rules = count === 1 ? '1 rule' : `${count} rules`;
  return {
    text: `${rules}, the first that matches decides${never === 0 ? '' : `; nothing reaches ${never} of them`}`,
    isNews: never > 0,
  };
}
