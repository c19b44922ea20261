import { cutsOf, type Acceptor } from './acceptor.js';
import { regexProgram, type Assertion, type RegexProgram } from './regex-program.js';

/** What came before a place: it decides, with what comes after, which assertions hold there. */
type Before = 'nothing' | 'line break' | 'word' | 'other';
type After = 'nothing' | 'line break' | 'word' | 'other';

/** The places in the program that the automaton is at, before it goes on without reading. */
interface State {
  readonly places: readonly number[];
  readonly before: Before;
}

const LINE_BREAK = 10;

function kindOf(codePoint: number): 'line break' | 'word' | 'other' {
  if (codePoint === LINE_BREAK) return 'line break';
  const isDigit = codePoint >= 48 && codePoint <= 57;
  const isLetter = (codePoint >= 65 && codePoint <= 90) || (codePoint >= 97 && codePoint <= 122);
  return isDigit || isLetter || codePoint === 95 ? 'word' : 'other';
}

/**
 * The whole values that a regular expression matches, by the subset construction on re2js's own program.
 * @param pattern one that has been checked
 */
export function regexAcceptor(pattern: string, ignoreCase: boolean): Acceptor {
  const program = regexProgram(ignoreCase ? `(?i:${pattern})` : pattern);
  const states: State[] = [];
  const ids = new Map<string, number>();
  const idOf = (places: readonly number[], before: Before): number => {
    // Where no assertion looks at what came before, it makes no difference.
    const seen = asserts || places.length === 0 ? before : 'nothing';
    const key = `${seen} ${places.join(' ')}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = states.push({ places, before: seen }) - 1;
    ids.set(key, id);
    return id;
  };
  const asserts = program.instructions.some(({ op }) => op === 'assert');
  /** By state, then by character. */
  const successors: Map<number, number>[] = [];
  let cost = 0;
  const start = idOf([program.start], 'nothing');
  return {
    start,
    next(id, codePoint) {
      const state = states[id];
      if (state === undefined) throw new RangeError(`the automaton has no state ${id}`);
      if (state.places.length === 0) return id;
      const known = (successors[id] ??= new Map<number, number>());
      const before = known.get(codePoint);
      if (before !== undefined) return before;
      const kind = kindOf(codePoint);
      const reached = new Set<number>();
      const passed = closure(program, state, kind);
      cost += passed.length;
      for (const place of passed) {
        const instruction = program.instructions[place];
        if (instruction?.op !== 'read') continue;
        if (instruction.ranges.some(([first, last]) => first <= codePoint && codePoint <= last)) {
          reached.add(instruction.to);
        }
      }
      const places = [...reached].sort((left, right) => left - right);
      const next = idOf(places, kind);
      known.set(codePoint, next);
      return next;
    },
    accepts(id) {
      const state = states[id];
      if (state === undefined) return false;
      return closure(program, state, 'nothing').some((place) => program.instructions[place]?.op === 'match');
    },
    isDead: (id) => states[id]?.places.length === 0,
    cuts: cutsOfProgram(program, asserts),
    cost: () => cost,
  };
}

/** Everywhere the program can be without reading, given what stands before and after. */
function closure({ instructions }: RegexProgram, { places, before }: State, after: After): readonly number[] {
  const reached = new Set<number>();
  const open = [...places];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (reached.has(place)) continue;
    reached.add(place);
    const instruction = instructions[place];
    switch (instruction?.op) {
      case 'fork':
        open.push(instruction.preferred, instruction.other);
        break;
      case 'jump':
        open.push(instruction.to);
        break;
      case 'assert':
        if (holds(instruction.assertion, before, after)) open.push(instruction.to);
        break;
      case 'read':
      case 'match':
      case 'fail':
      case undefined:
    }
  }
  return [...reached];
}

function holds(assertion: Assertion, before: Before, after: After): boolean {
  const atBoundary = (before === 'word') !== (after === 'word');
  return (
    (!assertion.textBegin || before === 'nothing') &&
    (!assertion.textEnd || after === 'nothing') &&
    (!assertion.lineBegin || before === 'nothing' || before === 'line break') &&
    (!assertion.lineEnd || after === 'nothing' || after === 'line break') &&
    (!assertion.wordBoundary || atBoundary) &&
    (!assertion.noWordBoundary || !atBoundary)
  );
}

/** The characters by which assertions tell places apart. */
const WORD_CUTS = [
  ...cutsOf(LINE_BREAK, LINE_BREAK),
  ...cutsOf(48, 57),
  ...cutsOf(65, 90),
  ...cutsOf(95, 95),
  ...cutsOf(97, 122),
];

function cutsOfProgram({ instructions }: RegexProgram, asserts: boolean): readonly number[] {
  const cuts = instructions.flatMap((instruction) =>
    instruction.op === 'read' ? instruction.ranges.flatMap(([first, last]) => cutsOf(first, last)) : [],
  );
  return [...new Set(asserts ? [...cuts, ...WORD_CUTS] : cuts)];
}
