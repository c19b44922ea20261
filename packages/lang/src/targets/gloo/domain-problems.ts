import { servesAnyHost, wildcardEnd } from '../../condition/served-host.js';
import type { TargetGateway, TargetProblem } from '../target.js';

/** Hosts that have no domains which take them with a port as well. */
export function domainProblems({ hosts }: TargetGateway, stripsPort: boolean): readonly TargetProblem[] {
  if (stripsPort || servesAnyHost(hosts)) return [];
  return hosts
    .filter((host) => wildcardEnd(host) !== null)
    .map((host) => ({
      code: 'target-cannot',
      severity: 'error',
      message: `gloo has no domain for \`${host}\` that takes requests with a port as well; name each host, or let the listener strip ports (\`stripAnyHostPort\`) and say so`,
      literal: null,
      route: null,
    }));
}
