import { RE2JS } from 're2js';

/** Code points from the first to the last, both included. */
export type CodePointRange = readonly [first: number, last: number];

/** Conditions on a place between two characters, or at an end, all of which must hold there. */
export interface Assertion {
  readonly lineBegin: boolean;
  readonly lineEnd: boolean;
  readonly textBegin: boolean;
  readonly textEnd: boolean;
  readonly wordBoundary: boolean;
  readonly noWordBoundary: boolean;
}

/** One instruction of a regular expression's program; numbers are places in the list of instructions. */
export type Instruction =
  | { readonly op: 'fork'; readonly preferred: number; readonly other: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'assert'; readonly assertion: Assertion; readonly to: number }
  | { readonly op: 'read'; readonly ranges: readonly CodePointRange[]; readonly to: number }
  | { readonly op: 'match' }
  | { readonly op: 'fail' };

/** A nondeterministic automaton in Thompson's form, repetitions written out. */
export interface RegexProgram {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/**
 * What re2js compiles a pattern to, so that automata mean what the reference matcher means. Letters whose case is ignored stand
 * for both ASCII letters, not for what lies outside ASCII. It is a search: the whole value is matched where `match` is reached at
 * its end. The program is an inside of re2js, whose version is pinned for that; the test beside tells when its shape changes.
 * @param pattern a pattern that has been checked
 * @throws whatever re2js throws where the pattern is none, TypeError where re2js's insides are not as expected
 */
export function regexProgram(pattern: string): RegexProgram {
  const program: unknown = RE2JS.compile(pattern).re2Input.prog;
  const { inst, start } = record(program, 'a program');
  if (!Array.isArray(inst)) throw unexpected('no instructions');
  const instructions: readonly unknown[] = inst;
  return { instructions: instructions.map(readInstruction), start: number(start, 'a start') };
}

const FOLD_CASE = 1;

function readInstruction(raw: unknown): Instruction {
  const { op, out, arg, runes } = record(raw, 'an instruction');
  const to = number(out, 'a successor');
  const argument = number(arg, 'an argument');
  switch (op) {
    case 1: // ALT
    case 2: // ALT_MATCH
      return { op: 'fork', preferred: to, other: argument };
    case 3: // CAPTURE
    case 7: // NOP
      return { op: 'jump', to };
    case 4: // EMPTY_WIDTH
      return { op: 'assert', assertion: readAssertion(argument), to };
    case 5: // FAIL
      return { op: 'fail' };
    case 6: // MATCH
      return { op: 'match' };
    case 8: // RUNE
    case 9: // RUNE1
    case 10: // RUNE_ANY
    case 11: // RUNE_ANY_NOT_NL
      return { op: 'read', ranges: readRanges(runes, (argument & FOLD_CASE) !== 0), to };
    default:
      throw unexpected(`operation ${String(op)}`);
  }
}

function readAssertion(bits: number): Assertion {
  if (bits >> 6 !== 0) throw unexpected(`assertion ${bits}`);
  return {
    lineBegin: (bits & 1) !== 0,
    lineEnd: (bits & 2) !== 0,
    textBegin: (bits & 4) !== 0,
    textEnd: (bits & 8) !== 0,
    wordBoundary: (bits & 16) !== 0,
    noWordBoundary: (bits & 32) !== 0,
  };
}

/** One code point stands for itself, more come in pairs; re2js keeps the least of those that a folded one stands for. */
function readRanges(runes: unknown, folded: boolean): readonly CodePointRange[] {
  if (!(runes instanceof Int32Array)) throw unexpected('code points');
  const [first, second] = runes;
  if (first === undefined) return [];
  if (second === undefined) {
    const single: CodePointRange = [first, first];
    return folded && isUpperCase(first) ? [single, [first + 32, first + 32]] : [single];
  }
  if (runes.length % 2 !== 0) throw unexpected('an odd number of code points');
  return Array.from({ length: runes.length / 2 }, (_, index): CodePointRange => [
    runes[2 * index] ?? 0,
    runes[2 * index + 1] ?? 0,
  ]);
}

function isUpperCase(codePoint: number): boolean {
  return codePoint >= 65 && codePoint <= 90;
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw unexpected(what);
  return { ...value };
}

function number(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw unexpected(what);
  return value;
}

function unexpected(what: string): TypeError {
  return new TypeError(`re2js has changed its programs: ${what}`);
}
