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
