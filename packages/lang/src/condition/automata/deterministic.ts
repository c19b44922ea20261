import { charactersIn, NO_CHARACTERS, partition, WORD_CHARACTERS, type Characters } from './alphabet.js';
import type { Assertion, Instruction, RegexProgram } from './regex-program.js';

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

/** What stands left of a place, as far as assertions ask. */
type Left = 'begin' | 'word' | 'other';

/** The state that a set of a program's places is, before one more character is known. */
interface Reached {
  readonly left: Left;
  readonly places: readonly number[];
}

/**
 * The least deterministic automaton of the whole-value matches of a program.
 * @param limit the most states that may be made on the way
 * @returns null where there would be more
 */
export function determine(program: RegexProgram, limit: number): Deterministic | null {
  const { instructions } = program;
  const reads = instructions.map((instruction) =>
    instruction.op === 'read' ? charactersIn(instruction.ranges) : NO_CHARACTERS,
  );
  const asksLeft = instructions.some(({ op }) => op === 'assert');
  const parts = partition(asksLeft ? [...reads, WORD_CHARACTERS] : reads);
  const known = new Map<string, number>();
  const reached: Reached[] = [];
  const numberOf = (left: Left, places: readonly number[]): number => {
    const key = `${left} ${places.join(' ')}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, reached.length);
    return reached.push({ left, places }) - 1;
  };
  numberOf(asksLeft ? 'begin' : 'other', [program.start]);
  const states: State[] = [];
  // The list grows while it is walked through.
  for (const { left, places } of reached) {
    if (reached.length > limit) return null;
    const beforeOther = closure(instructions, places, left, 'other');
    const beforeWord = asksLeft ? closure(instructions, places, left, 'word') : beforeOther;
    const next = parts.map((part) => {
      const isWord = (part & WORD_CHARACTERS) !== 0n;
      const after = stepped(instructions, reads, isWord ? beforeWord : beforeOther, part);
      if (after.length === 0) return null;
      return numberOf(asksLeft && isWord ? 'word' : 'other', after);
    });
    const accepts = closure(instructions, places, left, 'end').some(
      (place) => instructions[place]?.op === 'match',
    );
    states.push({ accepts, next });
  }
  return least({ parts, states, start: 0 });
}

/** The places that are reached without reading, between what is left and what is right. */
function closure(
  instructions: readonly Instruction[],
  from: readonly number[],
  left: Left,
  right: 'word' | 'other' | 'end',
): readonly number[] {
  const found = new Set<number>();
  const pending = [...from];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (found.has(place)) continue;
    found.add(place);
    const instruction = instructions[place];
    if (instruction?.op === 'jump') pending.push(instruction.to);
    if (instruction?.op === 'fork') pending.push(instruction.preferred, instruction.other);
    if (instruction?.op === 'assert' && holds(instruction.assertion, left, right))
      pending.push(instruction.to);
  }
  return [...found];
}

/** Values have no line breaks, so that lines are texts. */
function holds(assertion: Assertion, left: Left, right: 'word' | 'other' | 'end'): boolean {
  const isBoundary = (left === 'word') !== (right === 'word');
  return (
    (!(assertion.textBegin || assertion.lineBegin) || left === 'begin') &&
    (!(assertion.textEnd || assertion.lineEnd) || right === 'end') &&
    (!assertion.wordBoundary || isBoundary) &&
    (!assertion.noWordBoundary || !isBoundary)
  );
}

function stepped(
  instructions: readonly Instruction[],
  reads: readonly Characters[],
  places: readonly number[],
  part: Characters,
): readonly number[] {
  const after = new Set<number>();
  for (const place of places) {
    const instruction = instructions[place];
    if (instruction?.op === 'read' && ((reads[place] ?? NO_CHARACTERS) & part) !== 0n)
      after.add(instruction.to);
  }
  return [...after].sort((first, second) => first - second);
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
