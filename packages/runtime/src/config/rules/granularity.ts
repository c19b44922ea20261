import { QUANTUM } from '../../routing/haproxy/server-weight.js';
import type { Gateway, TargetSpec } from '../gateway.js';
import type { Report } from '../canonical/report.js';
import { percentText } from '../weights.js';
import type { Path } from '../yaml/tree.js';

/** The finest share that each target can hold, in hundredths of a percent: what its `quantum` says once it is open. */
export const QUANTA: Readonly<Record<TargetSpec['kind'], number>> = {
  embedded: 1,
  haproxy: QUANTUM,
  istio: 1,
  'gateway-api': 1,
  gloo: 1,
};

/** Every share that a release can reach must be one that the target can hold exactly. */
export function checkGranularity(gateway: Gateway, report: Report): void {
  const quantum = QUANTA[gateway.target.kind];
  const check = (share: number, path: Path, what: string): void => {
    if (share % quantum === 0) return;
    const below = Math.floor(share / quantum) * quantum;
    const neighbours =
      below === 0 ? percentText(quantum) : `${percentText(below)} or ${percentText(below + quantum)}`;
    const message = `${what} of ${percentText(share)} cannot be held by the target \`${gateway.target.kind}\`, whose shares are multiples of ${percentText(quantum)}; write ${neighbours}`;
    report.error(path, 'too-precise', message);
  };
  for (const [index, route] of gateway.routes.entries()) {
    for (const [label, share] of route.weights) {
      check(share, ['spec', 'routes', index, 'weights', label], 'a weight');
    }
  }
  for (const [index, policy] of gateway.policies.entries()) {
    const path = ['spec', 'policies', index];
    check(policy.step, [...path, 'step'], 'a step');
    if (policy.start !== policy.step) check(policy.start, [...path, 'start'], 'a start');
    if (policy.type === 'health') check(policy.floor, [...path, 'floor'], 'a floor');
  }
}
