import type { Acceptor } from './acceptor.js';
import { charactersIn, codesOf, NO_CHARACTERS, type Characters } from './alphabet.js';
import type { CodePointRange } from './regex-program.js';

/**
 * An automaton that reads each value of tab and printable ASCII in one way, the least of its language. It may be partial: no
 * state is a dead end.
 */
export interface Deterministic {
  /** Parts of the alphabet within which no state tells characters apart. */
  readonly parts: readonly Characters[];
  readonly states: readonly State[];
  /** Null where no value is accepted. */
  readonly start: number | null;
}

export interface State {
  readonly accepts: boolean;
  /** By part, the state after it; null where no rest is accepted any more. */
  readonly next: readonly (number | null)[];
}

/**
 * The least deterministic automaton of the values of tab and printable ASCII that are accepted.
 * @param limit the most states that may be made on the way
 * @returns null where there would be more
 */
export function determine(acceptor: Acceptor, limit: number): Deterministic | null {
  const parts = partsOf(acceptor.cuts);
  const codes = parts.map((part) => codesOf(part)[0] ?? 0);
  const numbers = new Map([[acceptor.start, 0]]);
  const states: State[] = [];
  // The map grows while it is walked through.
  for (const state of numbers.keys()) {
    if (numbers.size > limit) return null;
    const next = codes.map((code) => {
      const after = acceptor.next(state, code);
      if (acceptor.isDead(after)) return null;
      const number = numbers.get(after) ?? numbers.size;
      numbers.set(after, number);
      return number;
    });
    states.push({ accepts: acceptor.accepts(state), next });
  }
  return least({ ...withFewerParts({ parts, states }), start: 0 });
}

/** Parts that no state tells apart are one. */
function withFewerParts({
  parts,
  states,
}: Pick<Deterministic, 'parts' | 'states'>): Pick<Deterministic, 'parts' | 'states'> {
  const alike = new Map<string, number[]>();
  for (const index of parts.keys()) {
    const column = states.map(({ next }) => next[index]).join(' ');
    alike.set(column, [...(alike.get(column) ?? []), index]);
  }
  const groups = [...alike.values()];
  return {
    parts: groups.map((group) =>
      group.reduce((all, index) => all | (parts[index] ?? NO_CHARACTERS), NO_CHARACTERS),
    ),
    states: states.map(({ accepts, next }) => ({
      accepts,
      next: groups.map(([first = 0]) => next[first] ?? null),
    })),
  };
}

/** The characters between one cut and the next. */
function partsOf(cuts: readonly number[]): readonly Characters[] {
  const begins = [...new Set([0, ...cuts])].sort((one, two) => one - two);
  return begins
    .map((first, index): CodePointRange => [first, (begins[index + 1] ?? Infinity) - 1])
    .map((range) => charactersIn([range]))
    .filter((part) => part !== NO_CHARACTERS);
}

/** The least automaton of the same language: dead ends left out, states of equal languages made one. */
function least({ parts, states, start }: Deterministic & { readonly start: number }): Deterministic {
  const live = liveStates(states);
  const nextOf = (state: number): readonly (number | null)[] =>
    (states[state]?.next ?? []).map((next) => (next !== null && live.has(next) ? next : null));
  if (!live.has(start)) return { parts, states: [], start: null };
  let classOf = classes([...live], (state) => String(states[state]?.accepts));
  for (;;) {
    const finer = classes([...live], (state) =>
      [classOf.get(state), ...nextOf(state).map((next) => (next === null ? '-' : classOf.get(next)))].join(
        ' ',
      ),
    );
    const isSame = new Set(finer.values()).size === new Set(classOf.values()).size;
    classOf = finer;
    if (isSame) break;
  }
  const representatives = new Map<number, number>();
  for (const [state, number] of classOf) if (!representatives.has(number)) representatives.set(number, state);
  return {
    parts,
    states: [...representatives.values()].map((state) => ({
      accepts: states[state]?.accepts ?? false,
      next: nextOf(state).map((next) => (next === null ? null : (classOf.get(next) ?? null))),
    })),
    start: classOf.get(start) ?? null,
  };
}

/** States by number of their class, which are numbered in the order in which they are met. */
function classes(states: readonly number[], keyOf: (state: number) => string): ReadonlyMap<number, number> {
  const numbers = new Map<string, number>();
  return new Map(
    states.map((state) => {
      const key = keyOf(state);
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return [state, number];
    }),
  );
}

/** Those from which an accepting state can be reached. */
function liveStates(states: readonly State[]): ReadonlySet<number> {
  const before = states.map((): number[] => []);
  states.forEach(({ next }, state) => {
    for (const after of new Set(next)) if (after !== null) before[after]?.push(state);
  });
  const live = new Set<number>();
  const pending = states.flatMap(({ accepts }, state) => (accepts ? [state] : []));
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (live.has(state)) continue;
    live.add(state);
    pending.push(...(before[state] ?? []));
  }
  return live;
}
