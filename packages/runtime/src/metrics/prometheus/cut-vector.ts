import type { InPieces } from '../../event-loop/in-turns.js';

/** An answer without the rows of its vector, and the rows: JSON texts of lists of some of them, cut off when they are asked for. */
export interface CutAnswer {
  readonly rest: string;
  readonly slices: Iterable<string>;
}

/** So many characters are read in one piece of the work; answers of no more are read as a whole. */
const SLICE = 32 * 1024;

/** How a vector begins in the answers of Prometheus and of everything that speaks its query API. */
const VECTOR = '"resultType":"vector","result":[';

/**
 * Cuts the rows of a long vector out of an answer, so that they can be read some at a time: to parse the answer of thousands of
 * subjects in one go would hold up everything else. What is not written as expected stays whole.
 */
export function* cutVector(body: string): InPieces<CutAnswer> {
  const whole: CutAnswer = { rest: body, slices: [] };
  if (body.length <= SLICE) return whole;
  // Quotes that are not escaped stand in no text, so this is no part of one.
  const found = body.indexOf(VECTOR);
  if (found === -1) return whole;
  const start = found + VECTOR.length;
  /** Where each slice ends, at the comma behind it; the last at the bracket that closes the list. */
  const ends: number[] = [];
  let from = start;
  let depth = 0;
  for (let at = start; at < body.length; at += 1) {
    switch (body.charCodeAt(at)) {
      case QUOTE:
        at = endOfText(body, at);
        break;
      case OPENING_BRACKET:
      case OPENING_BRACE:
        depth += 1;
        break;
      case CLOSING_BRACKET:
      case CLOSING_BRACE:
        if (depth === 0) {
          ends.push(at);
          return { rest: body.slice(0, start) + body.slice(at), slices: slicesOf(body, start, ends) };
        }
        depth -= 1;
        break;
      case COMMA:
        if (depth === 0 && at - from >= SLICE) {
          ends.push(at);
          from = at + 1;
          yield;
        }
        break;
      default:
    }
  }
  return whole;
}

function* slicesOf(body: string, start: number, ends: readonly number[]): Generator<string> {
  let from = start;
  for (const end of ends) {
    yield `[${body.slice(from, end)}]`;
    from = end + 1;
  }
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** The quote that closes the text which begins at `start`; the end of everything where none does. */
function endOfText(body: string, start: number): number {
  for (let at = body.indexOf('"', start + 1); at !== -1; at = body.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (body[at - 1 - backslashes] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return at;
  }
  return body.length;
}
