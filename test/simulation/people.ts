import type { Milliseconds } from '../../packages/runtime/src/config/duration.js';
import type { ReleaseRuntime } from '../../packages/runtime/src/release/runtime.js';
import type { FakeClock } from '../../packages/runtime/src/release/testing/clock.js';
import type { Cast } from './scenario.js';

/** Who answers at the gates of people. */
export const GUARD = 'gus';

/** So often somebody looks whether a release waits. */
const LOOKING: Milliseconds = 20_000;

/**
 * People look at the releases that wait, now and then for as long as their runtime is there, and say at each gate of theirs what
 * they always say there; where a release waits at another gate they are told so and nothing changes.
 */
export async function answerAtGates(
  casts: readonly Cast[],
  runtime: ReleaseRuntime,
  clock: FakeClock,
  isOver: () => boolean,
): Promise<void> {
  const gates = casts.flatMap(({ gateway: { name, policies }, characters }) =>
    policies
      .flatMap((policy) => policy.gates.filter(({ type }) => type === 'manual'))
      .filter((gate) => characters.get(gate.name) !== 'silent')
      .map((gate) => ({ name, gate: gate.name, approved: characters.get(gate.name) === 'approves' })),
  );
  while (gates.length > 0 && !isOver()) {
    await clock.sleep(LOOKING, new AbortController().signal);
    for (const { name, gate, approved } of gates) {
      if (isOver() || runtime.status(name)?.phase !== 'Waiting') continue;
      await runtime.act(name, { kind: 'approve', gate, approved }, GUARD);
    }
  }
}
