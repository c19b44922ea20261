import type { Gateway, Policy } from '../gateway.js';
import { scopeOf } from '../rules/route-scope.js';
import type { GatewayFacts } from '../../metrics/bind-reads.js';
import type { Catalogue } from '../../metrics/catalogue/catalogue.js';

/** Whose metrics a program reads, and what they are made of: as its gateway says, or settings of programs without one. */
export interface ReadingPlace {
  readonly catalogue: Catalogue;
  readonly facts: GatewayFacts;
}

/** Where a policy's program reads; null where its metrics cannot be had. */
export function readingPlace(gateway: Gateway, policy: Policy, catalogue: Catalogue): ReadingPlace | null {
  const { namespace, metrics } = gateway;
  const scope = scopeOf(gateway, metrics, policy.routes);
  if (metrics === null || !scope.ok) return null;
  return { catalogue, facts: { namespace, window: metrics.window, ...scope.scope } };
}
