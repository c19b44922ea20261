import type { CheckedProgram } from '../check/checked.js';
import type { Binary, Call, Expression, If, Let, Name, Statement } from '../syntax/ast.js';
import { and, compare, fallback, not, or } from './logic.js';
import { decided, undecided } from './outcome.js';
import type { Binding, ReadVersion } from './read.js';
import { expressionText, readReason, reason, tooFew, unite } from './reason.js';
import { resolveVersion } from './resolve-version.js';
import type { Snapshot } from './snapshot.js';
import { numberOf, reasonsOf, truthOf, unknown, versionOf } from './value-of.js';
import type { Decision, Score, UnknownReason, Value } from './value.js';

/**
 * Evaluates a decision as the specification says it, with no thought of speed: the reference that compiled code is held to,
 * and the way to the reasons of an undecided outcome. `snapshot` holds the program's reads by slot.
 */
export function interpretDecision(checked: CheckedProgram, snapshot: Snapshot, binding: Binding): Decision {
  const value = new Interpreter(checked, snapshot, binding, null).run();
  if (value.kind === 'unknown') return undecided(value.reasons);
  const favoured = versionOf(value);
  return decided(favoured.kind === 'nil' ? null : favoured.label);
}

/** Evaluates a score for the version labelled `scored`; see `interpretDecision`. */
export function interpretScore(
  checked: CheckedProgram,
  snapshot: Snapshot,
  binding: Binding,
  scored: string,
): Score {
  const value = new Interpreter(checked, snapshot, binding, scored).run();
  return value.kind === 'unknown'
    ? { known: false, unknown: value.reasons }
    : { known: true, value: numberOf(value) };
}

const NIL: Value = { kind: 'nil' };

class Interpreter {
  private readonly lets = new Map<Let, Value>();
  private result = NIL;

  constructor(
    private readonly checked: CheckedProgram,
    private readonly snapshot: Snapshot,
    private readonly binding: Binding,
    private readonly scored: string | null,
  ) {}

  /** The program's value; unknown also where a condition on the way to it was. */
  run(): Value {
    const { statements, value } = this.checked.program;
    const blocked = this.execute(statements);
    if (blocked !== null) return unknown(blocked);
    return value === null ? this.result : this.evaluate(value);
  }

  /** Runs statements in order; the reasons where one of them ended the program undecided, else null. */
  private execute(statements: readonly Statement[]): readonly UnknownReason[] | null {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'Let':
          this.lets.set(statement, this.evaluate(statement.value));
          break;
        case 'Assign':
          this.result = versionOf(this.evaluate(statement.value));
          break;
        case 'If': {
          const blocked = this.choose(statement);
          if (blocked !== null) return blocked;
          break;
        }
      }
    }
    return null;
  }

  private choose(statement: If): readonly UnknownReason[] | null {
    for (const { condition, block } of statement.branches) {
      const holds = this.evaluate(condition);
      if (holds.kind === 'unknown') return holds.reasons;
      if (truthOf(holds)) return this.execute(block.statements);
    }
    return statement.otherwise === null ? null : this.execute(statement.otherwise.statements);
  }

  private evaluate(expression: Expression): Value {
    switch (expression.kind) {
      case 'NumberLiteral':
        return this.finite(expression.value, expression);
      case 'BooleanLiteral':
        return { kind: 'boolean', value: expression.value };
      case 'NilLiteral':
        return NIL;
      case 'VersionLiteral':
        return this.version({ form: 'label', label: expression.label });
      case 'ResultReference':
        return this.result;
      case 'Name':
        return this.name(expression);
      case 'Read':
      case 'PromqlRead':
        return this.read(this.checked.slots.get(expression), expression);
      case 'Negate':
        return this.strict(expression, [expression.operand], (x) => -x);
      case 'Not':
        return not(this.evaluate(expression.operand));
      case 'Binary':
        return this.binary(expression);
      case 'Call':
        return this.call(expression);
      case 'Predicate':
      case 'RawAcl':
        throw new TypeError('a request predicate has no value in a decision or score');
    }
  }

  private name(expression: Name): Value {
    const meaning = this.checked.names.get(expression);
    switch (meaning?.kind) {
      case 'let': {
        const value = this.lets.get(meaning.declaration);
        if (value === undefined) throw new Error(`\`${expression.name}\` is used before its \`let\``);
        return value;
      }
      case 'version':
        return this.version(meaning.version);
      case 'read':
        return this.read(meaning.slot, expression);
      case undefined:
        throw new Error(`the name \`${expression.name}\` has no meaning`);
    }
  }

  private version(reference: ReadVersion): Value {
    const label = resolveVersion(reference, this.binding, this.scored);
    if (label === null) throw new RangeError('a version used as a value is none of this release');
    return { kind: 'version', label };
  }

  private read(slot: number | undefined, expression: Expression): Value {
    const read = slot === undefined ? undefined : this.checked.reads[slot];
    const sample = slot === undefined ? undefined : this.snapshot.samples[slot];
    if (read === undefined || sample === undefined)
      throw new RangeError('the snapshot is not of this program');
    const isNobodys =
      read.kind === 'metric' && resolveVersion(read.version, this.binding, this.scored) === null;
    if (isNobodys) {
      return unknown([readReason(read, expression, { known: false, cause: 'no-series' }, this.scored)]);
    }
    return sample.known
      ? { kind: 'number', value: sample.value }
      : unknown([readReason(read, expression, sample, this.scored)]);
  }

  private binary(expression: Binary): Value {
    const { operator, left, right } = expression;
    switch (operator) {
      case '+':
        return this.strict(expression, [left, right], (x, y) => x + y);
      case '-':
        return this.strict(expression, [left, right], (x, y) => x - y);
      case '*':
        return this.strict(expression, [left, right], (x, y) => x * y);
      case '/':
        return this.strict(
          expression,
          [left, right],
          (x, y) => x / y,
          (_x, y) => (y === 0 ? reason(this.text(right), 'divide-by-zero', expression) : null),
        );
      case '??':
        return fallback(this.evaluate(left), this.evaluate(right));
      case 'and':
        return and(this.evaluate(left), this.evaluate(right));
      case 'or':
        return or(this.evaluate(left), this.evaluate(right));
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '==':
      case '!=':
        return compare(operator, this.evaluate(left), this.evaluate(right));
    }
  }

  private call(expression: Call): Value {
    const [first, second] = expression.arguments;
    if (first === undefined) throw new RangeError(`\`${expression.callee}\` has no arguments`);
    switch (expression.callee) {
      case 'min':
        return this.strict(expression, expression.arguments, Math.min);
      case 'max':
        return this.strict(expression, expression.arguments, Math.max);
      case 'abs':
        return this.strict(expression, expression.arguments, Math.abs);
      case 'clamp':
        return this.strict(
          expression,
          expression.arguments,
          (x, low, high) => Math.max(low, Math.min(x, high)),
          (_x, low, high) => (low > high ? reason(this.text(expression), 'nan', expression) : null),
        );
      case 'atLeast':
        return this.strict(
          expression,
          expression.arguments,
          (_least, x) => x,
          (least, x) => (x < least ? tooFew(this.text(second ?? first), expression, x, least) : null),
        );
      case 'known':
        return { kind: 'boolean', value: this.evaluate(first).kind !== 'unknown' };
      default:
        throw new Error(`there is no function \`${expression.callee}\``);
    }
  }

  /**
   * A strict operation: unknown where any operand is, where the operation itself `fails` (an unknown operand is NaN to it), and
   * where its result is not finite.
   */
  private strict(
    expression: Expression,
    operands: readonly Expression[],
    compute: (...numbers: number[]) => number,
    fails: (...numbers: number[]) => UnknownReason | null = () => null,
  ): Value {
    const values = operands.map((operand) => this.evaluate(operand));
    const failure = fails(
      ...values.map((value) => (value.kind === 'unknown' ? Number.NaN : numberOf(value))),
    );
    const blocked = unite(...values.map(reasonsOf), failure === null ? [] : [failure]);
    return blocked.length > 0 ? unknown(blocked) : this.finite(compute(...values.map(numberOf)), expression);
  }

  private finite(value: number, expression: Expression): Value {
    return Number.isFinite(value)
      ? { kind: 'number', value }
      : unknown([reason(this.text(expression), 'infinite', expression)]);
  }

  private text(expression: Expression): string {
    return expressionText(this.checked, expression, this.scored);
  }
}
