import type { Gateway, Policy } from '../../../packages/runtime/src/config/gateway.js';
import type { GrantedAct, ReleaseEvent, TickRecord } from '../../../packages/runtime/src/release/events.js';
import type { Inputs } from '../../../packages/runtime/src/release/replay/inputs.js';
import type { GatewayState } from '../../../packages/runtime/src/release/state.js';
import type { Milliseconds } from '../../../packages/runtime/src/config/duration.js';
import type { Entry } from '../journal.js';
import type { Played } from '../play.js';

/** Something that holds whatever happens: a name for people, and what was seen against it; null where nothing was. */
export interface Invariant {
  readonly name: string;
  readonly broken: (played: Played) => string | null;
}

/** One state of a gateway that the store took, with the tick that it was stored with, if it was. */
export interface Stored {
  readonly state: GatewayState;
  readonly record: TickRecord | null;
  /** What the tick was decided from; null where that was not stored with it. */
  readonly inputs: Inputs | null;
  /** What people are told of it. */
  readonly told: readonly ReleaseEvent[];
  readonly elapsed: Milliseconds;
}

/** Everything that the store took of one gateway, in order. */
export function storedOf({ entries }: Played, gateway: string): readonly Stored[] {
  return entries.flatMap((entry) =>
    entry.kind === 'stored' && entry.isTaken
      ? entry.progress
          .filter(({ state }) => state.gateway === gateway)
          .map(({ state, record, inputs = null, told = [] }) => ({
            state,
            record,
            inputs,
            told,
            elapsed: entry.elapsed,
          }))
      : [],
  );
}

/** The decision log of one gateway, oldest first, with when each entry was stored. */
export function loggedOf(
  played: Played,
  gateway: string,
): readonly { readonly record: TickRecord; readonly elapsed: Milliseconds }[] {
  return storedOf(played, gateway).flatMap(({ record, elapsed }) =>
    record === null ? [] : [{ record, elapsed }],
  );
}

/** The decision log of one gateway, oldest first. */
export function logOf(played: Played, gateway: string): readonly TickRecord[] {
  return loggedOf(played, gateway).map(({ record }) => record);
}

/** What operators asked for and were granted on one gateway, oldest first. */
export function grantedOn(played: Played, gateway: string): readonly GrantedAct[] {
  return logOf(played, gateway).flatMap(({ operation }) => (operation === null ? [] : [operation.act]));
}

/** The routes that any policy moves; one that only observes moves none. */
export function movedRouteNames(policies: readonly Policy[]): ReadonlySet<string> {
  return new Set(policies.filter(({ observe }) => !observe).flatMap(({ routes }) => routes));
}

/** Neighbours in a list. */
export function pairs<T>(list: readonly T[]): readonly (readonly [before: T, after: T])[] {
  return list.slice(1).flatMap((after, place) => {
    const before = list[place];
    return before === undefined ? [] : [[before, after] as const];
  });
}

/** An invariant that is looked at gateway by gateway; the first complaint counts. */
export function ofEachGateway(
  name: string,
  complaints: (gateway: Gateway, played: Played) => Iterable<string>,
): Invariant {
  return {
    name,
    broken: (played) => {
      for (const { gateway } of played.scenario.casts) {
        for (const complaint of complaints(gateway, played)) return `${gateway.name}: ${complaint}`;
      }
      return null;
    },
  };
}

/**
 * An invariant of what is stored of a gateway from when it comes until somebody removes it, whatever descriptions it has
 * meanwhile; the first complaint counts.
 */
export function ofEachLife(
  name: string,
  complaints: (gateway: string, played: Played) => Iterable<string>,
): Invariant {
  return {
    name,
    broken: (played) => {
      const { casts, guests } = played.scenario;
      const names = [...casts.map(({ gateway }) => gateway.name), ...guests.map((guest) => guest.name)];
      for (const gateway of names) {
        for (const entries of livesOf(gateway, played)) {
          for (const complaint of complaints(gateway, { ...played, entries }))
            return `${gateway}: ${complaint}`;
        }
      }
      return null;
    },
  };
}

function livesOf(gateway: string, { entries }: Played): readonly (readonly Entry[])[] {
  const ends = entries.flatMap((entry, place) =>
    entry.kind === 'forgotten' && entry.isTaken && entry.gateway === gateway ? [place] : [],
  );
  return [...ends, entries.length].map((end, at) => entries.slice(at === 0 ? 0 : ends[at - 1], end));
}
