import { alternatives } from '../../config/schema/scalars.js';
import { openGates } from '../gates.js';
import { answered } from '../hear-gates.js';
import type { Moment } from '../observation.js';
import type { GatewayState } from '../state.js';
import { conflict, type Granted, type RefusedAct } from './operated.js';

/**
 * A person answers at a gate, also in place of a webhook that does not; the next tick does what follows. Without a name it is
 * the only gate that the release waits at.
 */
export function approve(
  state: GatewayState,
  { gate, approved }: { readonly gate: string | null; readonly approved: boolean },
  by: string,
  { now }: Moment,
): Granted | RefusedAct {
  const { release } = state;
  const names = openGates(release).map((standing) => standing.gate);
  if (release === null || names.length === 0) return conflict('the release waits at no gate');
  const [only, ...others] = names;
  if (gate === null && others.length > 0) {
    return conflict(`the release waits at several gates; name one of them: ${alternatives(names)}`);
  }
  const name = gate ?? only;
  if (name === undefined || !names.includes(name)) {
    return conflict(`the release does not wait at a gate \`${name ?? ''}\`, but at ${alternatives(names)}`);
  }
  const event = answered(state.gateway, name, { approved, by }, now);
  const gates = release.gates.map((standing) =>
    standing.gate === name ? { ...standing, answer: { approved, by, at: now } } : standing,
  );
  return {
    ok: true,
    act: { kind: 'approve', gate: name, approved },
    reason: event.reason,
    transition: { state: { ...state, release: { ...release, gates } }, events: [event] },
  };
}
