import { sameShares, sharesText } from '../../packages/runtime/src/release/shares.js';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import type { Played } from './play.js';

/** Reasons of an end that a fault can bring about, as a gateway's policies say. */
const BY_FAULT = /deadline|no data|source has failed|is not ready/;

/**
 * What is wrong with how the releases of a scenario ended, compared with the same releases without any fault: each comes to the
 * same end, or is held, or was taken back because of a budget or a deadline that was used up; null where that is so. The releases
 * are played undisturbed only if that is needed to tell.
 */
export async function unlikeUndisturbed(
  { states, scenario }: Played,
  undisturbed: () => Promise<Played>,
): Promise<string | null> {
  // What operators do to a release is not what it comes to by itself.
  if (scenario.course.some(({ orders }) => orders.length > 0)) return null;
  if (scenario.course.length === 0 || [...states.values()].every(isBecauseOfFault)) return null;
  for (const [name, expected] of (await undisturbed()).states) {
    const found = states.get(name);
    if (found === undefined) return `${name}: nothing was stored`;
    if (isSameEnd(found, expected) || isBecauseOfFault(found)) continue;
    return `${name}: ${endText(found)}; undisturbed it is ${endText(expected)}`;
  }
  return null;
}

function isSameEnd(found: GatewayState, expected: GatewayState): boolean {
  return (
    found.stable === expected.stable &&
    found.release?.phase === expected.release?.phase &&
    sameShares(found.intent.routes, expected.intent.routes)
  );
}

/** Held, or taken back, and the release says that a fault was why. */
function isBecauseOfFault({ release }: GatewayState): boolean {
  if (release === null) return false;
  const isStopped = release.phase === 'Held' || release.phase === 'RolledBack';
  return isStopped && BY_FAULT.test(release.reason);
}

function endText({ release, intent }: GatewayState): string {
  const phase = release === null ? 'nothing to release' : `${release.phase} (${release.reason})`;
  return `${phase} with ${sharesText(intent.routes)}`;
}
