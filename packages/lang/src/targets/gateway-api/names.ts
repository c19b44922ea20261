import type { TargetGateway, TargetProblem } from '../target.js';
import { isHostname } from './hosts.js';
import { LIMITS, OBJECT_NAME } from './options.js';

/** What cannot be named in this API, or not told apart by name. */
export function nameProblems(gateway: TargetGateway): readonly TargetProblem[] {
  const problems: string[] = [];
  for (const name of [gateway.name, gateway.namespace]) {
    if (name.length > LIMITS.objectNameLength || !OBJECT_NAME.test(name)) {
      problems.push(
        `\`${name}\` is no name of an object: it may have lower-case letters, digits, \`-\` and \`.\``,
      );
    }
  }
  for (const host of gateway.hosts) {
    if (!isHostname(host)) {
      problems.push(
        `\`${host}\` is no hostname of the gateway api: it takes names such as \`shop.example\` or \`*.shop.example\`, and no addresses`,
      );
    }
  }
  const versions = new Map<string, string>();
  for (const { service, port, version } of gateway.backends) {
    const other = versions.get(`${service}:${port}`);
    if (other !== undefined) {
      problems.push(
        `\`${other}\` and \`${version}\` share the service \`${service}\`, and the gateway api chooses between services alone; give each version a service of its own`,
      );
    }
    versions.set(`${service}:${port}`, version);
  }
  return problems.map((message) => ({
    code: 'target-name',
    severity: 'error',
    message,
    literal: null,
    route: null,
  }));
}

/** Names for the objects of a gateway: its own for the first that has none of a host, otherwise with the first of its hosts. */
export function namesOf(gateway: string): (hostnames: readonly string[]) => string {
  const given = new Set<string>();
  return ([host]) => {
    const base = host === undefined ? gateway : `${gateway}-${host.replace(/^\*/, 'any')}`;
    let name = base;
    for (let count = 2; given.has(name); count++) name = `${base}-${count}`;
    given.add(name);
    return name;
  };
}
