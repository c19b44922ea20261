import type { Grounds } from '../../../packages/runtime/src/release/replay/inputs.js';
import { replay } from '../../../packages/runtime/src/release/replay/replay.js';
import { sameShares, sharesText } from '../../../packages/runtime/src/release/shares.js';
import { fromPlain, plainJson } from '../../../packages/runtime/src/store/plain.js';
import {
  keepingOf,
  keptRecord,
  remember,
  type LastKept,
} from '../../../packages/runtime/src/store/retention.js';
import { PROGRAMS } from '../programs.js';
import type { Invariant } from './invariant.js';
import { ofEachLife, storedOf } from './invariant.js';

/** What a log on a disk would give back. */
function readBack(grounds: Grounds): Grounds {
  return fromPlain(JSON.parse(plainJson(grounds))) as Grounds; // what is written so is read back exactly
}

/** Every entry that the log keeps with what it was decided from is decided again, and says how the gateway was stored. */
export const logReplays: Invariant = ofEachLife(
  'what is logged is decided again in the same way, to what was stored',
  function* (name, played) {
    let last: LastKept | null = null;
    for (const { state, record, inputs } of storedOf(played, name)) {
      if (record === null) continue;
      if (record.step !== state.intent.step || !sameShares(record.routes, state.intent.routes))
        yield `step ${record.step} was logged with ${sharesText(record.routes)}, step ${state.intent.step} stored with ${sharesText(state.intent.routes)}`;
      const keeping = keepingOf(last, record);
      if (keeping === 'ring') continue;
      last = remember(last, record);
      if (inputs === null) {
        yield `at ${record.at} nothing was kept of what was decided from`;
        continue;
      }
      const { gateway, grounds } = inputs;
      const again = replay(
        keptRecord(record, keeping),
        keeping,
        { gateway, grounds: readBack(grounds) },
        PROGRAMS,
      );
      if (!again.ok) yield `at ${record.at}: ${again.message}`;
      else if (again.difference !== null) {
        const { path, logged, replayed } = again.difference;
        yield `at ${record.at} \`${path}\` was ${logged ?? 'not there'} and is ${replayed ?? 'not there'}`;
      }
    }
  },
);
