import type { Report } from '../canonical/report.js';
import type { Gateway, Policy } from '../gateway.js';
import { alternatives } from '../schema/scalars.js';
import type { Path } from '../yaml/tree.js';

/** A metric policy compares versions that have traffic: a version without any has no score and can never win. */
export function checkContest(gateway: Gateway, policy: Policy, path: Path, report: Report): void {
  if (policy.type !== 'metric' || gateway.candidate !== null) return;
  // Which of them has traffic is known once they were found.
  if (gateway.versions.length === 0) return;
  const routes = gateway.routes.filter(({ name }) => policy.routes.includes(name));
  const idle = gateway.versions
    .map(({ label }) => label)
    .filter((label) => routes.every(({ weights }) => (weights.get(label) ?? 0) === 0));
  const sharing = gateway.versions.length - idle.length;
  if (sharing < 2) {
    const message =
      'this policy compares the versions that have traffic, and only one has any; name a `candidate`, or give another version a weight';
    report.errorAtKey([...path, 'type'], 'never-moves', message);
  } else if (idle.length > 0) {
    const message = `${alternatives(idle)} has no traffic on the routes of this policy, so that it has no score and can never win; give it a weight`;
    report.warning([...path, 'type'], 'never-moves', message);
  }
}
