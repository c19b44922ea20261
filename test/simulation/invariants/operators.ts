import { sameShares, sharesText } from '../../../packages/runtime/src/release/shares.js';
import type { GatewayState } from '../../../packages/runtime/src/release/state.js';
import type { Invariant } from './invariant.js';
import { ofEachGateway, pairs, storedOf } from './invariant.js';

/** From a pause on nothing is judged and nothing moves, except at an operator's hand. */
export const pausesStop: Invariant = ofEachGateway(
  'a paused release is not judged, and only an operator moves it',
  function* ({ name }, played) {
    for (const [{ state: before }, { state: after, record }] of pairs(storedOf(played, name))) {
      if (before.release?.phase !== 'Paused') continue;
      if (record !== null && record.operation !== null) continue;
      if (after.release?.phase !== 'Paused')
        yield `it is ${after.release?.phase ?? 'gone'} without an operator`;
      if (!sameShares(before.intent.routes, after.intent.routes))
        yield `it came to have ${sharesText(after.intent.routes)}`;
      if (record !== null && record.outcomes.length > 0) yield `at ${record.at} it was judged`;
    }
  },
);

/** True where there is nothing to take back, or it is being taken back. */
function isBackAnyway({ release }: GatewayState): boolean {
  return release === null || ['RollingBack', 'RolledBack', 'Superseded'].includes(release.phase);
}

/** An operator who wants the stable version back gets it, unless the world keeps that from being stored. */
export const rollbackIsPossible: Invariant = ofEachGateway(
  'a rollback is always possible',
  function* ({ name }, { entries }) {
    let last: GatewayState | null = null;
    for (const entry of entries) {
      if (entry.kind === 'stored' && entry.isTaken)
        last = entry.progress.findLast(({ state }) => state.gateway === name)?.state ?? last;
      if (entry.kind !== 'answered' || entry.gateway !== name || entry.order !== 'rollback') continue;
      if (entry.result.ok || entry.result.why === 'outside' || entry.result.why === 'unknown') continue;
      if (last !== null && !isBackAnyway(last)) yield `it was refused: ${entry.result.message}`;
    }
  },
);
