import { headline, place } from './headline.js';
import { numberText } from './number-text.js';
import { causeText, reasonText } from './reason-text.js';
import {
  ownReasons,
  type BranchTrace,
  type DecisionTrace,
  type ElseTrace,
  type ExpressionTrace,
  type ScoreTrace,
  type StatementTrace,
} from './trace.js';

/**
 * A trace for people to read: the outcome and why in the first line, then the program with the value of every part of it that
 * was evaluated. Plain text without a line break at its end.
 */
export function explain(trace: DecisionTrace | ScoreTrace): string {
  const { statements, value } = trace.tree;
  const lines = [...statements.flatMap(statementLines), ...(value === null ? [] : finalLines(value))];
  const places = lines.map(({ start }) => (start === null ? '' : place(trace.source, start)));
  const width = Math.max(...places.map((text) => text.length));
  const annotated = lines.map(({ text }, index) => `${(places[index] ?? '').padEnd(width)}  ${text}`);
  return [headline(trace), '', ...annotated].join('\n');
}

interface Line {
  /** Where a statement begins; parts of expressions go without, as their statement says it. */
  readonly start: number | null;
  readonly text: string;
}

function statementLines(statement: StatementTrace): readonly Line[] {
  switch (statement.kind) {
    case 'let':
      return annotated(statement.start, `let ${statement.name} = `, statement.value);
    case 'assign':
      return annotated(statement.start, 'result = ', statement.value);
    case 'if': {
      const branches = statement.branches.flatMap((branch, index) =>
        branchLines(branch, index === 0 ? 'if' : 'else if'),
      );
      return [...branches, ...(statement.otherwise === null ? [] : elseLines(statement.otherwise))];
    }
  }
}

function branchLines(branch: BranchTrace, word: string): readonly Line[] {
  const head = { start: branch.start, text: `${word}: ${STATES[branch.state]}` };
  if (branch.state === 'not-reached') return [head];
  const body = branch.state === 'taken' ? branch.statements.flatMap(statementLines) : [];
  return [head, ...indented([...annotated(null, '', branch.condition), ...body])];
}

const STATES = {
  taken: 'taken',
  passed: 'not taken',
  undecided: 'unknown, which ends the program',
  'not-reached': 'not reached',
} as const satisfies Record<BranchTrace['state'], string>;

function elseLines({ start, state, statements }: ElseTrace): readonly Line[] {
  const head = { start, text: `else: ${STATES[state]}` };
  return state === 'taken' ? [head, ...indented(statements.flatMap(statementLines))] : [head];
}

function finalLines(value: ExpressionTrace): readonly Line[] {
  return annotated(value.start, '', value);
}

/** An expression with its value, and below it the parts that have one of their own to show. */
function annotated(start: number | null, before: string, expression: ExpressionTrace): readonly Line[] {
  const parts = expression.children
    .filter((child) => child.children.length > 0 || child.text !== valueText(child))
    .flatMap((child) => annotated(null, '', child));
  const value = valueText(expression);
  const shown = expression.text === value ? value : `${clipped(expression.text)} → ${value}`;
  const flips = expression.flips === undefined ? '' : `, flips ${expression.flips}`;
  return [{ start, text: `${before}${shown}${flips}` }, ...indented(parts)];
}

function valueText(expression: ExpressionTrace): string {
  const { value, unit, assumed } = expression;
  switch (value.kind) {
    case 'number':
      return `${assumed === true ? 'assumed ' : ''}${numberText(value.value, unit)}`;
    case 'boolean':
      return String(value.value);
    case 'version':
      return value.label;
    case 'nil':
      return 'nil';
    case 'unknown':
      return ['unknown', ...ownCauses(expression)].join(': ');
    case 'not-evaluated':
      return 'not evaluated';
  }
}

/** A read is named just before; what an operation fails on is not. */
function ownCauses(expression: ExpressionTrace): readonly string[] {
  const isRead = expression.children.length === 0;
  return ownReasons(expression).map((reason) =>
    isRead ? `it ${causeText(reason.cause)}` : reasonText(reason),
  );
}

const LONGEST = 72;

function clipped(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}

function indented(lines: readonly Line[]): readonly Line[] {
  return lines.map(({ start, text }) => ({ start, text: `  ${text}` }));
}
