import type { Report } from '../canonical/report.js';
import type { Gateway } from '../gateway.js';

/** Policies that only observe move nothing: with no other beside them the release waits for an operator. */
export function checkObservers({ policies }: Gateway, report: Report): void {
  if (policies.length === 0 || policies.some((policy) => !policy.observe)) return;
  const message =
    'every policy only observes, so that nothing moves unless somebody moves it; take `observe` away from one of them';
  report.warning(['spec', 'policies', 0, 'observe'], 'never-moves', message);
}
