import { headline } from './headline.js';
import {
  ownReasons,
  type DecisionTrace,
  type ExpressionTrace,
  type Ground,
  type IfTrace,
  type ScoreTrace,
  type StatementTrace,
  type TraceValue,
} from './trace.js';
import type { UnknownCause, UnknownReason } from './value.js';

/** A reason in the form that commands and the HTTP API print. */
export interface UnknownJson {
  readonly read: string;
  readonly reason: UnknownCause;
  readonly detail?: string;
  readonly start: number;
  readonly end: number;
}

/** An expression with its value in plain JSON. */
export interface ExpressionJson {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly type: TraceValue['kind'];
  /** A number, a truth value or a label; null for nil, unknown and not evaluated. */
  readonly value: number | boolean | string | null;
  readonly unit?: string;
  readonly assumed?: true;
  readonly flips?: string;
  /** Where it is unknown by its own doing; what its parts are to blame for is said at the parts. */
  readonly unknown?: readonly UnknownJson[];
  readonly children: readonly ExpressionJson[];
}

type Jsonified<T> = T extends ExpressionTrace
  ? ExpressionJson
  : T extends readonly (infer E)[]
    ? readonly Jsonified<E>[]
    : T extends object
      ? { readonly [K in keyof T]: Jsonified<T[K]> }
      : T;

/** A statement with its expressions in their JSON form. */
export type StatementJson = Jsonified<StatementTrace>;

/** A whole trace in plain JSON. */
export interface TraceJson {
  readonly headline: string;
  readonly statements: readonly StatementJson[];
  readonly value: ExpressionJson | null;
  readonly because: readonly Ground[];
}

/** A trace as plain data that `JSON.stringify` writes without loss; values are numbers, booleans, labels or null. */
export function traceJson(trace: DecisionTrace | ScoreTrace): TraceJson {
  const { statements, value, because } = trace.tree;
  return {
    headline: headline(trace),
    statements: statements.map(statementJson),
    value: value === null ? null : expressionJson(value),
    because,
  };
}

/** Reasons in the form that commands and the HTTP API print. */
export function unknownJson(reasons: readonly UnknownReason[]): readonly UnknownJson[] {
  return reasons.map(({ cause, ...rest }) => ({ ...rest, reason: cause }));
}

function statementJson(statement: StatementTrace): StatementJson {
  switch (statement.kind) {
    case 'let':
    case 'assign':
      return { ...statement, value: expressionJson(statement.value) };
    case 'if':
      return ifJson(statement);
  }
}

function ifJson(statement: IfTrace): StatementJson {
  const { otherwise } = statement;
  return {
    ...statement,
    branches: statement.branches.map((branch) => ({
      ...branch,
      condition: expressionJson(branch.condition),
      statements: branch.statements.map(statementJson),
    })),
    otherwise:
      otherwise === null ? null : { ...otherwise, statements: otherwise.statements.map(statementJson) },
  };
}

function expressionJson(expression: ExpressionTrace): ExpressionJson {
  const { value, children, ...rest } = expression;
  const own = ownReasons(expression);
  return {
    ...rest,
    type: value.kind,
    value: plainValue(value),
    ...(own.length > 0 ? { unknown: unknownJson(own) } : {}),
    children: children.map(expressionJson),
  };
}

function plainValue(value: TraceValue): number | boolean | string | null {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return value.value;
    case 'version':
      return value.label;
    case 'nil':
    case 'unknown':
    case 'not-evaluated':
      return null;
  }
}
