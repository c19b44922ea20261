import { requestText } from '@lamia/lang';
import { freshId, REST, type RouteProject } from './project.js';
import type { RuleReport } from './report/rules-report.js';
import { requestName } from './requests/requests-read.js';

/** The project with a kept request for every rule that can be reached, but those that it has already. */
export function withCoveringRequests(project: RouteProject, rules: readonly RuleReport[]): RouteProject {
  return rules.reduce((before, { example, route }, place): RouteProject => {
    if (example === null) return before;
    const text = requestText(example);
    if (before.saved.some(({ request }) => requestText(request) === text)) return before;
    const request = {
      id: freshId(before.saved, 's'),
      name: `rule ${place + 1}: ${requestName(example)}`,
      request: example,
      expected: project.routes[route]?.id ?? REST,
    };
    return { ...before, saved: [...before.saved, request] };
  }, project);
}
