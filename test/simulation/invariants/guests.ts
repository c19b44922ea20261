import { isAsIntended } from '../../../packages/runtime/src/release/shares.js';
import type { Entry } from '../journal.js';
import type { Played } from '../play.js';
import type { Invariant } from './invariant.js';

/** What was asked for, what the store was given for it, and what was answered; null where nothing was, as by a process that died. */
interface Wish {
  readonly gateway: string;
  readonly form: number | null;
  readonly isStored: boolean;
  readonly outcome: Extract<Entry, { readonly kind: 'changed' }>['outcome'] | null;
}

/** All changes that anybody asked for, in order. */
function wishesIn({ entries }: Played): readonly Wish[] {
  return entries.flatMap((wanted, place) => {
    if (wanted.kind !== 'wanted') return [];
    const { change, gateway, form } = wanted;
    const answer = entries.findIndex((entry) => entry.kind === 'changed' && entry.change === change);
    const answered = entries[answer];
    const meanwhile = entries.slice(place, answer === -1 ? entries.length : answer);
    const isStored = meanwhile.some(
      (entry) =>
        (entry.kind === 'stored' && entry.as === 'document' && entry.isTaken && entry.change === change) ||
        // Changes are made one after the other: the last one before the answer is this one's.
        (form === null && entry.kind === 'forgotten' && entry.isTaken && entry.gateway === gateway),
    );
    return [{ gateway, form, isStored, outcome: answered?.kind === 'changed' ? answered.outcome : null }];
  });
}

/** Whoever is told that a gateway was put or removed finds it so, and whoever is told that it was not finds it as it was. */
export const answersAreKept: Invariant = {
  name: 'what is answered to who puts a gateway is what was stored',
  broken: (played) => {
    for (const { gateway, form, isStored, outcome } of wishesIn(played)) {
      const guest = played.scenario.guests.find(({ name }) => name === gateway);
      const isSound = form === null || guest?.forms[form]?.isSound === true;
      const what = `${gateway}, ${form === null ? 'to be removed' : `put as form ${form}`}, `;
      if (outcome === 'done' && !isStored) return `${what}was answered to be done, and nothing was stored`;
      if (form !== null && outcome !== 'done' && outcome !== null && isStored)
        return `${what}was answered to be ${outcome}, and was stored`;
      if (isSound ? outcome === 'refused' : isStored) return `${what}was ${outcome ?? 'stored'}`;
    }
    return null;
  },
};

/**
 * Soon after nothing is wrong any more, the data plane serves the gateways that are there, each as it was described last and with
 * the weights that are stored, and no others; and the runtime has those that the store has.
 */
export const nobodyElseIsServed: Invariant = {
  name: 'what is served is what somebody has, as it was described last',
  broken: ({ entries, scenario }) => {
    const settled = entries.findLast((entry) => entry.kind === 'settled');
    if (settled?.kind !== 'settled') return null;
    const { served, descriptions, states, guests, running } = settled;
    const guestsThere = scenario.guests.flatMap(({ name, forms }) => forms[guests.get(name) ?? -1] ?? []);
    const names = [...scenario.casts, ...guestsThere].map(({ gateway }) => gateway.name);
    const missing = [...guests.keys()].filter((name) => !running.includes(name));
    const extra = running.filter((name) => !guests.has(name));
    if (missing.length > 0) return `the runtime does not have ${missing.join(' and ')}`;
    if (extra.length > 0) return `the runtime has ${extra.join(' and ')}, which nobody put`;
    const strays = [...served.keys()].filter((name) => !names.includes(name));
    if (strays.length > 0) return `${strays.join(' and ')} is served and nobody has it`;
    for (const { gateway } of guestsThere) {
      const { name } = gateway;
      const state = states.find((each) => each.gateway === name);
      if (state === undefined || !isAsIntended(served.get(name) ?? null, state.intent.routes))
        return `${name} is not served as it is stored`;
      if (descriptions.get(name) !== gateway) return `${name} is served as it was described before`;
    }
    return null;
  },
};
