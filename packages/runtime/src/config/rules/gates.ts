import type { Report } from '../canonical/report.js';
import type { Gateway, Policy } from '../gateway.js';
import { percentText } from '../weights.js';
import type { Path } from '../yaml/tree.js';

/** Gates of one gateway are told apart by name, and each can be come to. */
export function checkGates(gateway: Gateway, report: Report): void {
  const seen = new Map<string, Path>();
  for (const [index, policy] of gateway.policies.entries()) {
    for (const [place, { name, at }] of policy.gates.entries()) {
      const path: Path = ['spec', 'policies', index, 'gates', place];
      const first = seen.get(name);
      if (first === undefined) {
        seen.set(name, path);
      } else {
        const related = [{ ...report.keyPlace(first), message: 'the first one stands here' }];
        const message = `two gates are called \`${name}\`; give each a \`name\` of its own, by which it is approved`;
        report.errorAtKey(path, 'duplicate-name', message, { related });
      }
      if (typeof at === 'number') checkIsReached(gateway, policy, at, path, report);
    }
  }
}

function checkIsReached(gateway: Gateway, policy: Policy, at: number, path: Path, report: Report): void {
  const { candidate } = gateway;
  if (candidate === null) return;
  const shares = gateway.routes
    .filter(({ name }) => policy.routes.includes(name))
    .map(({ weights }) => weights.get(candidate) ?? 0);
  const least = Math.min(...shares);
  if (shares.length === 0 || least < at) return;
  const message = `a gate at ${percentText(at)} is never come to: \`${candidate}\` begins with ${percentText(least)}`;
  report.error([...path, 'at'], 'unreachable-limit', message);
}
