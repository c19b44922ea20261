import type { RE2JS } from 're2js';
import type { Literal } from '../../condition/atom.js';
import { fitsAt, fitsSomewhere, pieceOf, type Piece } from './piece.js';

/** A positive test of one value that infinitely many values pass, or too many to be listed. */
export type ValueTest =
  | {
      readonly op: 'whole' | 'prefix' | 'suffix' | 'contains';
      readonly piece: Piece;
      /** Where it comes from, for messages. */
      readonly literal: Literal;
    }
  | { readonly op: 'under'; readonly value: string; readonly literal: Literal }
  | { readonly op: 'regex'; readonly pattern: string; readonly regex: RE2JS; readonly literal: Literal };

/** Equal for tests that are one. */
export function testKey(test: ValueTest): string {
  switch (test.op) {
    case 'under':
      return `under ${test.value}`;
    case 'regex':
      return `regex ${test.pattern}`;
    default:
      return `${test.op} ${JSON.stringify(test.piece)}`;
  }
}

export function passes(value: string, test: ValueTest): boolean {
  switch (test.op) {
    case 'under':
      return value === test.value || value.startsWith(`${test.value}/`);
    case 'regex':
      return test.regex.matches(value);
    default:
      return pieceImplies(pieceOf(value, false), 'whole', test.op, test.piece);
  }
}

/** True where whatever passes the one passes the other. False may also mean that it cannot be told. */
export function testImplies(stronger: ValueTest, weaker: ValueTest): boolean {
  if (stronger.op === 'regex' || weaker.op === 'regex') return testKey(stronger) === testKey(weaker);
  if (weaker.op === 'under') return impliesUnder(stronger, weaker.value);
  if (stronger.op !== 'under') return pieceImplies(stronger.piece, stronger.op, weaker.op, weaker.piece);
  const start = pieceOf(stronger.value, false);
  if (weaker.op === 'prefix') return fitsAt(start, 0, weaker.piece);
  return weaker.op === 'contains' && fitsSomewhere(start, weaker.piece);
}

type PieceTest = 'whole' | 'prefix' | 'suffix' | 'contains';

function pieceImplies(stronger: Piece, op: PieceTest, weakerOp: PieceTest, weaker: Piece): boolean {
  switch (weakerOp) {
    case 'whole':
      return op === 'whole' && stronger.length === weaker.length && fitsAt(stronger, 0, weaker);
    case 'prefix':
      return (op === 'whole' || op === 'prefix') && fitsAt(stronger, 0, weaker);
    case 'suffix':
      return (op === 'whole' || op === 'suffix') && fitsAt(stronger, stronger.length - weaker.length, weaker);
    case 'contains':
      return fitsSomewhere(stronger, weaker);
  }
}

function impliesUnder(stronger: Exclude<ValueTest, { op: 'regex' }>, value: string): boolean {
  const below = pieceOf(`${value}/`, false);
  switch (stronger.op) {
    case 'under':
      return stronger.value === value || stronger.value.startsWith(`${value}/`);
    case 'prefix':
      return fitsAt(stronger.piece, 0, below);
    case 'whole':
      return (
        fitsAt(stronger.piece, 0, below) ||
        pieceImplies(stronger.piece, 'whole', 'whole', pieceOf(value, false))
      );
    default:
      return false;
  }
}
