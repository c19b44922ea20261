import { FULL } from '../../packages/runtime/src/config/weights.js';
import { sameShares, sharesText, weightsOf } from '../../packages/runtime/src/release/shares.js';
import type { GatewayState } from '../../packages/runtime/src/release/state.js';
import { movedRouteNames } from './invariants/invariant.js';
import { lastWordOn, type LastWord } from './last-word.js';
import type { Played } from './play.js';
import type { Cast } from './scenario.js';

/** Reasons of an end that a fault can bring about, as a gateway's policies say. */
const BY_FAULT = /deadline|no data|source has failed|is not ready|nobody answered|was refused/;

/**
 * What is wrong with how the releases of a scenario ended; null where nothing is. One on which operators have the last word ends
 * as they want it. Any other is compared with the same release without any fault: it comes to the same end, or is held, or was
 * taken back because of a budget, a deadline or a gate. The releases are played undisturbed only if that is needed to tell.
 */
export async function unlikeExpected(
  played: Played,
  undisturbed: () => Promise<Played>,
): Promise<string | null> {
  let expected: Played['states'] | null = null;
  for (const cast of played.scenario.casts) {
    const { name } = cast.gateway;
    const found = played.states.get(name);
    if (found === undefined) return `${name}: nothing was stored`;
    const word = lastWordOn(played, cast);
    if (word.kind === 'nobody' && !isBecauseOfFault(found) && played.scenario.course.length > 0) {
      expected ??= (await undisturbed()).states;
      const same = expected.get(name);
      if (same !== undefined && !isSameEnd(found, same))
        return `${name}: ${endText(found)}; undisturbed it is ${endText(same)}`;
    }
    if (!isAsWanted(word, found, cast))
      return `${name}: ${endText(found)}, although an operator ${word.kind} it`;
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

/** True where an operator's last word is what came of a release, or where that says nothing about its end. */
function isAsWanted(word: LastWord, { release, stable, intent }: GatewayState, cast: Cast): boolean {
  if (word.kind === 'nobody' || word.kind === 'disturbed') return true;
  if (release === null) return false;
  const { identity, phase } = release;
  if (word.kind === 'paused') return phase === 'Paused';
  const isPromoted = word.kind === 'promoted';
  const wanted = isPromoted ? identity.candidate : identity.stable;
  const named = movedRouteNames(cast.gateway.policies);
  const hasAll = intent.routes.every(
    (route) => !named.has(route.route) || weightsOf(route).get(wanted ?? '') === FULL,
  );
  const isEnd = phase === (isPromoted ? 'Promoted' : 'RolledBack') && stable === wanted;
  return isEnd && (hasAll || word.hasWeightsSince);
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
