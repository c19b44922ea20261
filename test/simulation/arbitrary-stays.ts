import fc from 'fast-check';
import type { FreezeWindow, Gate, Policy } from '../../packages/runtime/src/config/gateway.js';
import { mostly } from './mostly.js';
import { BEGIN, type Character } from './scenario.js';

const SECOND = 1_000;
/** The first whole minute after worlds begin, by the clocks of London. */
const TUESDAY_EVENING = 22 * 60 + 14;

/** The policies of a gateway with what they wait for, and who answers how at their gates. */
export interface Stays {
  readonly policies: readonly Policy[];
  readonly characters: ReadonlyMap<string, Character>;
}

/** A gate and what it is answered. */
type GuardedGate = Pick<Gate, 'at' | 'type' | 'timeout' | 'then'> & { readonly character: Character };

const GATE: fc.Arbitrary<GuardedGate> = fc.record({
  at: fc.constantFrom<Gate['at']>(5000, 2500, 10_000, 500, 'promotion', 'rollback'),
  type: fc.constantFrom<Gate['type']>('manual', 'webhook'),
  timeout: mostly<number | null>(null, fc.constantFrom(300 * SECOND, 40 * SECOND), 1),
  then: fc.constantFrom('hold' as const, 'rollback' as const),
  character: mostly<Character>('approves', fc.constantFrom('refuses', 'silent'), 4),
});

const ONCE: fc.Arbitrary<FreezeWindow> = fc
  .tuple(fc.integer({ min: 0, max: 400 }), fc.constantFrom(90, 20, 300))
  .map(([after, seconds]) => ({
    kind: 'once',
    from: BEGIN + after * SECOND,
    to: BEGIN + (after + seconds) * SECOND,
  }));

/** Ends within minutes, or on the next day. */
const WEEKLY: fc.Arbitrary<FreezeWindow> = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(2, 7))
  .map(([after, minutes]) => ({
    kind: 'weekly',
    days: ['tue'],
    from: TUESDAY_EVENING + after,
    to: TUESDAY_EVENING + after + minutes,
    timeZone: 'Europe/London',
  }));

const WINDOWS = fc.array(fc.oneof({ weight: 2, arbitrary: ONCE }, { weight: 1, arbitrary: WEEKLY }), {
  minLength: 1,
  maxLength: 2,
});

/** Policies that wait at gates and in freeze windows, as most do not. */
export function withStays(list: fc.Arbitrary<readonly Policy[]>): fc.Arbitrary<Stays> {
  return fc
    .record({
      list,
      gates: mostly<readonly GuardedGate[]>([], fc.array(GATE, { minLength: 1, maxLength: 3 })),
      freeze: mostly<readonly FreezeWindow[]>([], WINDOWS, 5),
    })
    .map(({ list: policies, gates, freeze }) => {
      const named = gates.map((gate, place) => gateOf(gate, `gate${place + 1}`));
      return {
        policies: policies.map((policy, at) => ({
          ...policy,
          freeze,
          gates: named.filter((_gate, place) => place % policies.length === at),
        })),
        characters: new Map(named.map(({ name }, place) => [name, gates[place]?.character ?? 'approves'])),
      };
    });
}

function gateOf({ at, type, timeout, then }: GuardedGate, name: string): Gate {
  const common = { name, at, timeout, then };
  return type === 'manual' ? { type, ...common } : { type, ...common, webhook: 'desk' };
}
