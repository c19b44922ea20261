import type { ManagedGateway, ReleaseControl } from '../../release/control.js';
import { problem, type Problem } from '../problem.js';

/** The gateway that a path names, in the namespace that the query names, if any. */
export function namedGateway(
  control: ReleaseControl,
  name: string,
  namespace: string | undefined,
): ManagedGateway | null {
  const found = control.find(name);
  return found === null || (namespace !== undefined && found.gateway.namespace !== namespace) ? null : found;
}

export function unknownGateway(name: string, namespace: string | undefined): Problem {
  const where = namespace === undefined ? '' : ` in the namespace \`${namespace}\``;
  return problem(404, `there is no gateway \`${name}\`${where}`);
}
