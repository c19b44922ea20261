import { atomKey, type Atom, type Literal } from '../../condition/atom.js';
import type { FieldFacts } from './field-facts.js';
import { fitsAt, fitsSomewhere, pieceOf, startsMeet, type Piece } from './piece.js';

/** A positive test of one value that infinitely many values pass, or too many to be listed. */
export type ValueTest = PieceTest | UnderTest | RegexTest;

interface Origin {
  /** Where it comes from, for messages. */
  readonly literal: Literal;
  /** The test itself; it may be one of several that are the literal's together. */
  readonly atom: Atom;
}

interface PieceTest extends Origin {
  readonly op: PieceOperator;
  readonly piece: Piece;
}

interface UnderTest extends Origin {
  readonly op: 'under';
  readonly value: string;
}

interface RegexTest extends Origin {
  readonly op: 'regex';
  readonly pattern: string;
  readonly holds: (value: string) => boolean;
  /** How it stands to other tests of the field; null where nothing is known. */
  readonly facts: FieldFacts | null;
}

export type PieceOperator = 'whole' | 'prefix' | 'suffix' | 'contains';

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
      return test.holds(value);
    default:
      return pieceImplies(pieceOf(value, false), 'whole', test.op, test.piece);
  }
}

/** True where whatever passes the one passes the other. False may also mean that it cannot be told. */
export function testImplies(stronger: ValueTest, weaker: ValueTest): boolean {
  if (stronger.op === 'regex' || weaker.op === 'regex') {
    return testKey(stronger) === testKey(weaker) || isKnown(stronger, weaker, 'implies');
  }
  if (weaker.op === 'under') return impliesUnder(stronger, weaker.value);
  if (stronger.op !== 'under') return pieceImplies(stronger.piece, stronger.op, weaker.op, weaker.piece);
  const start = pieceOf(stronger.value, false);
  if (weaker.op === 'prefix') return fitsAt(start, 0, weaker.piece);
  return weaker.op === 'contains' && fitsSomewhere(start, weaker.piece);
}

/** True where nothing passes both. False may also mean that it cannot be told. */
export function testsExclude(first: ValueTest, second: ValueTest): boolean {
  const [start, other] = [startOf(first), startOf(second)];
  return (start !== null && other !== null && !startsMeet(start, other)) || isKnown(first, second, 'exclude');
}

/** What all values that pass begin with; null where that is not known. */
function startOf(test: ValueTest): Piece | null {
  switch (test.op) {
    case 'under':
      return pieceOf(test.value, false);
    case 'whole':
    case 'prefix':
      return test.piece;
    case 'suffix':
    case 'contains':
    case 'regex':
      return null;
  }
}

function isKnown(first: ValueTest, second: ValueTest, relation: keyof FieldFacts): boolean {
  const facts = first.op === 'regex' ? first.facts : second.op === 'regex' ? second.facts : null;
  return facts?.[relation](atomKey(first.atom), atomKey(second.atom)) ?? false;
}

function pieceImplies(stronger: Piece, op: PieceOperator, weakerOp: PieceOperator, weaker: Piece): boolean {
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

function impliesUnder(stronger: PieceTest | UnderTest, value: string): boolean {
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
