import type { Backend, TargetProblem } from '../target.js';

/** A name that Kubernetes takes for an object, or the host of a service. */
const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;
const LONGEST_NAME = 253;

/** What is wrong with a name; `whose` says what it belongs to: `the gateway`. */
export function kubernetesNameProblem(whose: string, name: string): string | null {
  if (NAME.test(name) && name.length <= LONGEST_NAME) return null;
  return `${whose} is named \`${name}\`, which kubernetes does not take; use small letters, digits, \`-\` and \`.\``;
}

/** Hosts that a gateway may take: a name, or one whose first part is `*`. */
export function hostProblem(host: string): string | null {
  if (host === '*' || (NAME.test(host.replace(/^\*\./, '')) && host.length <= LONGEST_NAME)) return null;
  return `the host \`${host}\` is no name in small letters; write one such as \`shop.example\` or \`*.shop.example\``;
}

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/**
 * What the user should know of versions that are named by an address, as on a machine of one's own: what is written is valid, but
 * no service has such a name, and their requests are answered with an error.
 */
export function addressNotes(backends: readonly Backend[]): readonly TargetProblem[] {
  return backends
    .filter(({ service }) => IPV4.test(service))
    .map(({ version, service }) => ({
      code: 'target-name',
      severity: 'warning',
      message: `version \`${version}\` is at \`${service}\`, an address, which no service of a cluster is named; write the name of its service`,
      literal: null,
      route: null,
    }));
}
