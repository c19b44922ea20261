import type { Gateway } from '../config/gateway.js';
import type { GatewayRun } from './gateway-run.js';
import { inquire } from './inquiry.js';
import type { RuntimePorts } from './ports.js';
import type { PolicyProgram } from './program.js';
import { declaredMetrics } from './replay/declared.js';
import type { GatewayState } from './state.js';

/** A gateway under the runtime, to be looked at as soon as may be. `programs` go by place of the policy. */
export function runOf(
  gateway: Gateway,
  programs: readonly (PolicyProgram | null)[],
  state: GatewayState,
  {
    clock,
    targetOf,
    sourceOf,
    catalogueOf,
  }: Pick<RuntimePorts, 'clock' | 'targetOf' | 'sourceOf' | 'catalogueOf'>,
): GatewayRun {
  const identity = state.release?.identity;
  const inquiries =
    identity === undefined
      ? []
      : gateway.policies.map((policy, place) => inquire(gateway, policy, programs[place] ?? null, identity));
  return {
    gateway,
    target: targetOf(gateway),
    source: sourceOf(gateway),
    inquiries,
    declared: declaredMetrics(inquiries, catalogueOf(gateway)),
    state,
    nextAt: clock.now(),
    hasLost: false,
    isServed: false,
    warnings: [],
  };
}
