import type { Gateway } from '../../config/gateway.js';
import { keptRecord, type Keeping } from '../../store/retention.js';
import { adopt } from '../adopt.js';
import type { TickRecord } from '../events.js';
import { inquire, readingOf } from '../inquiry.js';
import { operate } from '../operate/operate.js';
import { prepareGateway } from '../prepare.js';
import type { Programs } from '../program.js';
import { tick } from '../tick.js';
import { firstDifference, type Difference } from './difference.js';
import { catalogueOf } from './declared.js';
import type { Grounds, Inputs } from './inputs.js';

/** What came of deciding a logged decision again; null in place of a difference where both say the same. */
export type Replayed =
  | { readonly ok: true; readonly difference: Difference | null }
  /** It could not be decided again at all. */
  | { readonly ok: false; readonly message: string };

/** Decides again what an entry of the log was decided from, and compares every value of both. */
export function replay(
  record: TickRecord,
  keeping: Keeping,
  { gateway, grounds }: Inputs,
  programs: Programs,
): Replayed {
  const again = decide(gateway, grounds, programs);
  if (!again.ok) return again;
  return { ok: true, difference: firstDifference(record, keptRecord(again.record, keeping)) };
}

type Decided =
  { readonly ok: true; readonly record: TickRecord } | { readonly ok: false; readonly message: string };

function decide(gateway: Gateway, grounds: Grounds, programs: Programs): Decided {
  switch (grounds.kind) {
    case 'tick':
      return decideTick(gateway, grounds, programs);
    case 'act': {
      const { before, act, by, moment } = grounds;
      const operated = operate(gateway, before, act, by, moment);
      return operated.ok ? operated : { ok: false, message: `it is refused: ${operated.message}` };
    }
    case 'description': {
      const { record } = adopt(gateway, grounds.before, grounds.now, grounds.giver);
      return record === null ? { ok: false, message: 'it changes nothing' } : { ok: true, record };
    }
  }
}

function decideTick(
  gateway: Gateway,
  { before, observation, samples, declared }: Extract<Grounds, { readonly kind: 'tick' }>,
  programs: Programs,
): Decided {
  const catalogue = declared === null ? null : catalogueOf(declared);
  // What webhooks said is logged.
  const prepared = prepareGateway(gateway, catalogue, programs, undefined);
  if (!prepared.ok) return { ok: false, message: prepared.problems.map(({ message }) => message).join('; ') };
  const identity = before.release?.identity;
  const readings = new Map(
    [...samples].map(([place, theirs]) => {
      const policy = gateway.policies[place];
      if (policy === undefined || identity === undefined) {
        throw new RangeError(
          `the log has samples of policy ${place} of ${gateway.name}, which asks for none`,
        );
      }
      return [place, readingOf(inquire(gateway, policy, prepared.programs[place] ?? null, identity), theirs)];
    }),
  );
  return { ok: true, record: tick(gateway, before, { ...observation, readings }).record };
}
