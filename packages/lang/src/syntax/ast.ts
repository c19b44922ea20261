import type { Span } from '../source/span.js';

/**
 * The syntax tree: plain readonly data, a union discriminated on `kind`, a span on every node.
 * `children.ts` lists the child keys of every kind; the visitor is driven by that table.
 */
export type Node = Program | Statement | Branch | Block | Expression | VersionReference | LabelMatcher;

export interface Program extends Span {
  readonly kind: 'Program';
  readonly statements: readonly Statement[];
  /** The final expression; without one the program's value is `result`. */
  readonly value: Expression | null;
}

export type Statement = Let | Assign | If;

export interface Let extends Span {
  readonly kind: 'Let';
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

/** `result = value;` */
export interface Assign extends Span {
  readonly kind: 'Assign';
  readonly value: Expression;
}

/** `if … else if … else …`: one branch for each condition, tried in order. */
export interface If extends Span {
  readonly kind: 'If';
  readonly branches: readonly Branch[];
  readonly otherwise: Block | null;
}

export interface Branch extends Span {
  readonly kind: 'Branch';
  readonly condition: Expression;
  readonly block: Block;
}

export interface Block extends Span {
  readonly kind: 'Block';
  readonly statements: readonly Statement[];
}

export type Expression =
  | Binary
  | Not
  | Negate
  | NumberLiteral
  | VersionLiteral
  | NilLiteral
  | BooleanLiteral
  | ResultReference
  | Name
  | Read
  | PromqlRead
  | Call
  | Predicate
  | RawAcl;

export type LogicalOperator = 'or' | 'and';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type ArithmeticOperator = '+' | '-' | '*' | '/';
export type BinaryOperator = LogicalOperator | ComparisonOperator | ArithmeticOperator | '??';

/** Chains of one operator lean to the left: `a + b + c` is `(a + b) + c`. */
export interface Binary extends Span {
  readonly kind: 'Binary';
  readonly operator: BinaryOperator;
  readonly operatorSpan: Span;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Not extends Span {
  readonly kind: 'Not';
  readonly operand: Expression;
}

export interface Negate extends Span {
  readonly kind: 'Negate';
  readonly operand: Expression;
}

/** The dimension that an attached unit gives a literal; `bare` has none and takes the other side's. */
export type LiteralUnit = 'bare' | 'ratio' | 's' | 'B';

export interface NumberLiteral extends Span {
  readonly kind: 'NumberLiteral';
  /** In base units: `20%` is 0.2, `250ms` is 0.25, `64KiB` is 65536. */
  readonly value: number;
  readonly unit: LiteralUnit;
  /** As written, unit included. */
  readonly text: string;
}

/**
 * A quoted version label used as a value: `"shop-1.10.0"`. The second dialect's `"svc 9090 subset1"` is held in
 * the third dialect's form `svc:9090/subset1`.
 */
export interface VersionLiteral extends Span {
  readonly kind: 'VersionLiteral';
  readonly label: string;
}

export interface NilLiteral extends Span {
  readonly kind: 'NilLiteral';
}

export interface BooleanLiteral extends Span {
  readonly kind: 'BooleanLiteral';
  readonly value: boolean;
}

/** The word `result` used as a value. */
export interface ResultReference extends Span {
  readonly kind: 'ResultReference';
}

/** A bare name without a read's suffixes: a `let`, a version, a role or a metric; the checker decides. */
export interface Name extends Span {
  readonly kind: 'Name';
  readonly name: string;
}

/** The version that a read names. */
export interface VersionReference extends Span {
  readonly kind: 'VersionReference';
  /** `role`: bare `candidate` or `baseline`; `label`: anything else, quoted or not. */
  readonly form: 'role' | 'label';
  readonly name: string;
}

/** A metric of one version: `metric "version1" "requests"{method="GET"} over 5m`, or a bare name with a suffix. */
export interface Read extends Span {
  readonly kind: 'Read';
  /** Null for a bare metric name: the version that is being scored. */
  readonly version: VersionReference | null;
  readonly metric: string;
  readonly metricSpan: Span;
  readonly statistic: string | null;
  readonly selector: readonly LabelMatcher[];
  /** Milliseconds. */
  readonly over: number | null;
  /** Milliseconds. */
  readonly offset: number | null;
}

/** `promql "…" as s`: a query of the author's own, of no version. */
export interface PromqlRead extends Span {
  readonly kind: 'PromqlRead';
  readonly query: string;
  readonly querySpan: Span;
  /** As written after `as`, for example `count/s`. */
  readonly unit: string | null;
  readonly unitSpan: Span | null;
}

export type MatchOperator = '=' | '!=' | '=~' | '!~';

export interface LabelMatcher extends Span {
  readonly kind: 'LabelMatcher';
  readonly label: string;
  readonly operator: MatchOperator;
  readonly value: string;
  readonly valueSpan: Span;
}

export interface Call extends Span {
  readonly kind: 'Call';
  readonly callee: string;
  readonly calleeSpan: Span;
  readonly arguments: readonly Expression[];
}

/** Where a test looks in a request. */
export type FieldName = 'header' | 'cookie' | 'query' | 'host' | 'path' | 'method' | 'scheme';

/** How a field's value is compared with one text. */
export type TextTest = 'exact' | 'prefix' | 'under' | 'suffix' | 'contains' | 'regex';

/** A text to compare with, as it is meant; the span takes in its quotes. */
export interface TestText extends Span {
  readonly value: string;
}

/** What a field is tested for. */
export type FieldTest =
  | { readonly test: TextTest; readonly text: TestText }
  | { readonly test: 'in'; readonly texts: readonly TestText[] }
  | { readonly test: 'present' };

/**
 * A positive test of one request: `header "User-Agent" exact "x"`. Negated spellings are a `Not` around one, and the short codes
 * of older dialects stand here as what they mean, so that `user-agent != Firefox` is `not header "User-Agent" contains "Firefox"`.
 */
export interface Predicate extends Span {
  readonly kind: 'Predicate';
  readonly field: FieldName;
  /** Of a header, cookie or query parameter, as written; null for the other fields. */
  readonly name: string | null;
  /** The field and its name. */
  readonly fieldSpan: Span;
  readonly test: FieldTest;
  readonly ignoreCase: boolean;
}

/** `<hdr_sub(user-agent) Android>`: text for HAProxy alone, which nothing else can understand. */
export interface RawAcl extends Span {
  readonly kind: 'RawAcl';
  /** Without the signs around it and the white space at its ends. */
  readonly text: string;
}

export type NodeKind = Node['kind'];
export type NodeOfKind<K extends NodeKind> = Extract<Node, { readonly kind: K }>;
