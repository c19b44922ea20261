import type { Gateway } from '../config/gateway.js';
import type { GatewayRun } from './gateway-run.js';
import { inquire } from './inquiry.js';
import type { RuntimePorts } from './ports.js';
import type { PolicyProgram } from './program.js';
import type { GatewayState } from './state.js';

/** A gateway under the runtime, to be looked at as soon as may be. `programs` go by place of the policy. */
export function runOf(
  gateway: Gateway,
  programs: readonly (PolicyProgram | null)[],
  state: GatewayState,
  { clock, targetOf, sourceOf }: Pick<RuntimePorts, 'clock' | 'targetOf' | 'sourceOf'>,
): GatewayRun {
  const identity = state.release?.identity;
  return {
    gateway,
    target: targetOf(gateway),
    source: sourceOf(gateway),
    inquiries:
      identity === undefined
        ? []
        : gateway.policies.map((policy, place) =>
            inquire(gateway, policy, programs[place] ?? null, identity),
          ),
    state,
    nextAt: clock.now(),
    warnings: [],
  };
}
