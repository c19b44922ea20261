import type { TickRecord } from '../release/events.js';
import { Programs } from '../release/program.js';
import type { Difference } from '../release/replay/difference.js';
import type { Grounds } from '../release/replay/inputs.js';
import { replay } from '../release/replay/replay.js';
import type { Gateway } from '../config/gateway.js';
import { fromPlain } from '../store/plain.js';
import type { LogLine } from './log-line.js';

/** The first decision of a log that came out otherwise when it was made again. */
export interface Deviation {
  readonly gateway: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Where both differ; null where it could not be made again at all, and the message says why. */
  readonly difference: Difference | null;
  readonly message: string;
}

export interface ReplayedLog {
  readonly replayed: number;
  /** Entries that keep no more than what was said, since they say what an entry before them says. */
  readonly without: number;
  /** Null where everything came out the same. */
  readonly deviation: Deviation | null;
}

/** Makes every decision of a log again, up to the first that comes out otherwise. */
export function replayLog(lines: Iterable<LogLine>): ReplayedLog {
  const programs = new Programs();
  const descriptions = new Map<string, Gateway>();
  let [replayed, without] = [0, 0];
  for (const line of lines) {
    if (line.kind === 'description') {
      descriptions.set(line.fingerprint, fromPlain(line.gateway) as Gateway); // only the store writes descriptions
      continue;
    }
    const gateway = line.description === null ? undefined : descriptions.get(line.description);
    if (gateway === undefined || line.grounds === null) {
      without += 1;
      continue;
    }
    const record = line.record as TickRecord; // only the store writes records
    const grounds = fromPlain(line.grounds) as Grounds; // and what they rest on
    const again = replay(record, line.keeping, { gateway, grounds }, programs);
    const { at } = record;
    if (!again.ok) {
      const deviation = { gateway: record.gateway, at, difference: null, message: again.message };
      return { replayed, without, deviation };
    }
    if (again.difference !== null) {
      const message = differenceText(again.difference);
      return {
        replayed,
        without,
        deviation: { gateway: record.gateway, at, difference: again.difference, message },
      };
    }
    replayed += 1;
  }
  return { replayed, without, deviation: null };
}

function differenceText({ path, logged, replayed }: Difference): string {
  return `\`${path}\` was ${logged ?? 'not there'} and is ${replayed ?? 'not there'} when it is decided again`;
}
