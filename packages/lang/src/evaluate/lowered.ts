import type { Assign, Branch, Expression, If, Let } from '../syntax/ast.js';
import type { ReadVersion } from './read.js';

/**
 * The form between a checked program and its back ends: types are settled, names are slots, and every computed value has a
 * place in the recording of a traced evaluation. It knows no labels: a release gives them when it is bound.
 *
 * Back ends agree on this coding. A number is a double, unknown where it is not finite. A Boolean is `FALSE`, `UNKNOWN` or
 * `TRUE`, so that *and* is the smaller and *or* the greater. A version is its label's number in
 * the release, or `NIL`.
 */
export const FALSE = 0;
/** A Boolean that is not known. */
export const UNKNOWN = 1;
/** See `FALSE`. */
export const TRUE = 2;
/** No version: the author holds. */
export const NIL = -1;
/** In place of a decision's version: a condition on the way was unknown. */
export const UNDECIDED = -2;

/** An expression whose type is settled; `type` and `operation` tell which. */
export type LoweredNode = NumberNode | BooleanNode | VersionNode;

/** A node that is a number or unknown. */
export type NumberNode = Constant | ReadSlot | LocalNumber | NumberOperation;
/** A node that is true, false or unknown. */
export type BooleanNode = Truth | LocalBoolean | BooleanOperation;
/** A node that is a version or nil, and always known. */
export type VersionNode = Label | Nil | Result | LocalVersion;
/** What an evaluation records; everything else follows from the inputs and these. */
export type RecordedNode = NumberOperation | BooleanOperation;

interface Lowered {
  /** The expression this came from. */
  readonly origin: Expression;
}

/** A number of the text itself. */
export interface Constant extends Lowered {
  readonly type: 'number';
  readonly operation: 'constant';
  readonly value: number;
}

/** An input. */
export interface ReadSlot extends Lowered {
  readonly type: 'number';
  readonly operation: 'read';
  readonly slot: number;
}

/** The use of a `let`. */
interface Local extends Lowered {
  readonly operation: 'local';
  /** Where the value of the `let` is kept while the program runs. */
  readonly local: number;
}

interface LocalNumber extends Local {
  readonly type: 'number';
  readonly definition: NumberNode;
}

interface LocalBoolean extends Local {
  readonly type: 'boolean';
  readonly definition: BooleanNode;
}

interface LocalVersion extends Local {
  readonly type: 'version';
  readonly definition: VersionNode;
}

interface Recorded extends Lowered {
  /** The place of its value in the recording. */
  readonly record: number;
}

/** A number computed from others; every operation but `??` is strict. */
export interface NumberOperation extends Recorded {
  readonly type: 'number';
  readonly operation: NumberOperator;
  readonly operands: readonly NumberNode[];
}

/** What is done; `-` takes two operands and `negate` one. */
export type NumberOperator =
  '+' | '-' | '*' | '/' | '??' | 'negate' | 'min' | 'max' | 'abs' | 'clamp' | 'atLeast';

interface Truth extends Lowered {
  readonly type: 'boolean';
  readonly operation: 'constant';
  readonly value: typeof FALSE | typeof TRUE;
}

/** A truth value computed from other values. */
export type BooleanOperation = NumberComparison | VersionComparison | Known | Logical;

/** Unknown where either side is. */
export interface NumberComparison extends Recorded {
  readonly type: 'boolean';
  readonly operation: '<' | '<=' | '>' | '>=' | '==' | '!=';
  readonly operands: readonly [NumberNode, NumberNode];
}

const NUMBER_COMPARISONS: ReadonlySet<BooleanNode['operation']> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** Tells comparisons of numbers from all else that is true or false. */
export function isNumberComparison(node: BooleanNode): node is NumberComparison {
  return NUMBER_COMPARISONS.has(node.operation);
}

/** `==` and `!=` between versions and nil. */
interface VersionComparison extends Recorded {
  readonly type: 'boolean';
  readonly operation: 'same' | 'different';
  readonly operands: readonly [VersionNode, VersionNode];
}

/** `known(x)`, which is never unknown itself. */
export interface Known extends Recorded {
  readonly type: 'boolean';
  readonly operation: 'known';
  readonly operands: readonly [NumberNode | BooleanNode];
}

/** Kleene's connectives, and `??` between truth values. */
export interface Logical extends Recorded {
  readonly type: 'boolean';
  readonly operation: 'and' | 'or' | 'not' | '??';
  readonly operands: readonly BooleanNode[];
}

/** Whether a node has a value of its own in the recording; the others follow from the inputs or from another node. */
export function isRecorded(node: LoweredNode): node is RecordedNode {
  return 'record' in node;
}

/** A version named by role or label. */
export interface Label extends Lowered {
  readonly type: 'version';
  readonly operation: 'label';
  /** An index into the program's `versions`. */
  readonly version: number;
}

/** The word `nil`. */
export interface Nil extends Lowered {
  readonly type: 'version';
  readonly operation: 'nil';
}

/** The value of `result` so far. */
export interface Result extends Lowered {
  readonly type: 'version';
  readonly operation: 'result';
}

/** A statement whose expressions are lowered. */
export type LoweredStatement = LoweredLet | LoweredAssign | LoweredIf;

/** Evaluates once and keeps the value at `local`. */
export interface LoweredLet {
  readonly kind: 'let';
  readonly origin: Let;
  readonly local: number;
  readonly value: LoweredNode;
}

interface LoweredAssign {
  readonly kind: 'assign';
  readonly origin: Assign;
  readonly value: VersionNode;
}

/** Takes the first branch whose condition holds, else `otherwise`; ends the program at an unknown condition. */
export interface LoweredIf {
  readonly kind: 'if';
  readonly origin: If;
  readonly branches: readonly LoweredBranch[];
  readonly otherwise: readonly LoweredStatement[] | null;
}

/** One condition and what runs where it holds. */
export interface LoweredBranch {
  readonly origin: Branch;
  readonly condition: BooleanNode;
  readonly body: readonly LoweredStatement[];
}

/** A whole program, free of names and of any release. */
export interface LoweredProgram {
  readonly kind: 'decision' | 'score';
  readonly statements: readonly LoweredStatement[];
  /** The final expression; null where the program's value is `result`. */
  readonly value: LoweredNode | null;
  /** The versions that stand as values, in source order; one named twice stands here twice. */
  readonly versions: readonly ReadVersion[];
  readonly locals: number;
  /** The length of a recording: the outcome, then each recorded node at its place. */
  readonly records: number;
}
