import type { Obstacle } from './fragment.js';

/** Headers that a listener of Envoy takes away, or writes, before a request is routed (measured on release 1.40). */
const OWN: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'x-forwarded-client-cert',
  'x-forwarded-proto',
  'x-request-id',
]);

/** Why a condition on a header of this name would not be about what the client sent; null where it would. */
export function headerObstacle(name: string): Obstacle | null {
  if (name === 'host' || name.startsWith(':'))
    return {
      code: 'target-name',
      message: `\`${name}\` is no header of its own to envoy: test \`host\`, \`path\`, \`method\` or \`scheme\``,
    };
  if (!OWN.has(name) && !name.startsWith('x-envoy-')) return null;
  return {
    code: 'target-cannot',
    message: `envoy writes or removes the header \`${name}\` before it routes a request: test another header`,
  };
}

/** What to tell of a header that only some listeners change; null for others. */
export function headerNote(name: string): string | null {
  return name === 'x-forwarded-for'
    ? 'a listener of envoy with `use_remote_address` adds to `x-forwarded-for` before it routes a request: test it only behind another proxy'
    : null;
}
