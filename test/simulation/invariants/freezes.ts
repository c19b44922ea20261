import { isOpen } from '../../../packages/runtime/src/release/freeze.js';
import type { GatewayState, Release } from '../../../packages/runtime/src/release/state.js';
import type { Invariant, Stored } from './invariant.js';
import { ofEachGateway, ofEachLife, pairs, storedOf } from './invariant.js';

function isFrozen({ release }: GatewayState): boolean {
  return release?.suspension?.isFrozen === true;
}

/** True where a release goes on by itself, be it that it has yet to enter. */
function isUnderWay({ release }: GatewayState): boolean {
  return release?.phase === 'Pending' || release?.phase === 'Progressing';
}

function isSameRelease(before: Release | null, after: Release | null): boolean {
  return before?.startedAt === after?.startedAt && before?.identity.policies === after?.identity.policies;
}

/**
 * A release that begins to wait for the end of a freeze window says so once, and says so when it goes on; one that an operator, a gate or
 * an abort takes out of it has that to tell instead.
 */
export const freezesAreTold: Invariant = ofEachLife(
  'a freeze is told when it begins, and its end when the release goes on',
  function* (name, played) {
    // What is told of a step is stored with the intent and again with its outcome.
    const heard = new Set<string>();
    const isNews = (kind: 'frozen' | 'thawed', { told }: Stored): boolean =>
      told.some((event) => event.kind === kind && !heard.has(JSON.stringify(event)));
    for (const [before, after] of pairs(storedOf(played, name))) {
      const [was, is] = [isFrozen(before.state), isFrozen(after.state)];
      const isSame = isSameRelease(before.state.release, after.state.release);
      const at = after.record?.at ?? after.elapsed;
      const isOperated = (after.record?.operation ?? null) !== null;
      if (isNews('frozen', after)) {
        // One that goes back for good in the very same tick has no freeze any more.
        if ((!is && isUnderWay(after.state)) || (was && isSame))
          yield `at ${at} a freeze was told that did not begin`;
      } else if (is && !was) yield `at ${at} a freeze began unheard`;
      if (isNews('thawed', after)) {
        if (!was || is) yield `at ${at} the end of a freeze was told that did not end`;
      } else if (was && isSame && isUnderWay(after.state) && !isOperated)
        yield `at ${at} a freeze ended unheard`;
      for (const event of after.told) heard.add(JSON.stringify(event));
    }
  },
);

/** The first tick after a freeze window that finds the world in order goes on, unless the release waits for something else. */
export const thawsGoOn: Invariant = ofEachGateway(
  'a release goes on when its freeze is over',
  function* ({ name, policies }, played) {
    const windows = policies.filter(({ observe }) => !observe).flatMap(({ freeze }) => freeze);
    for (const { state, record } of storedOf(played, name)) {
      const { release, outage } = state;
      if (record?.operation !== null || outage !== null) continue;
      if (release?.phase !== 'Waiting' || !isFrozen(state)) continue;
      const waitsAtGate = release.gates.some(({ answer }) => answer === null);
      if (!waitsAtGate && !windows.some((window) => isOpen(window, record.at)))
        yield `at ${record.at} it waits and no window is open`;
    }
  },
);
