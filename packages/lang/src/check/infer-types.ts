import type { Diagnostic, DiagnosticSink } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import { suggest } from '../diagnostics/suggest.js';
import type { ReadKey } from '../evaluate/read.js';
import type {
  Binary,
  Call,
  Expression,
  Let,
  NumberLiteral,
  Program,
  PromqlRead,
  Statement,
} from '../syntax/ast.js';
import { agree, checkWindows, unitName, type Side } from './agree.js';
import { statisticUnit } from './catalogue.js';
import type { Resolution } from './checked.js';
import { FUNCTIONS } from './functions.js';
import type { CheckOptions } from './options.js';
import type { CountWindow, NumberType, Type } from './type.js';
import {
  BYTES,
  COUNT,
  divideUnits,
  multiplyUnits,
  parseUnit,
  RATIO,
  sameUnit,
  SECONDS,
  type Unit,
} from './unit.js';

export interface InferredTypes {
  readonly types: ReadonlyMap<Expression, Type>;
  readonly diagnostics: readonly Diagnostic[];
}

/** The type of every expression of a resolved decision or score, reporting what does not fit. */
export function inferTypes(
  source: string,
  program: Program,
  resolution: Resolution,
  options: CheckOptions,
): InferredTypes {
  const inference = new Inference(source, resolution, options);
  inference.statements(program.statements);
  if (program.value !== null) inference.infer(program.value);
  return { types: inference.types, diagnostics: inference.diagnostics };
}

const ERROR: Type = { kind: 'error' };
const BOOLEAN: Type = { kind: 'boolean' };
const LITERAL_UNITS: Readonly<Record<NumberLiteral['unit'], Unit>> = {
  bare: RATIO,
  ratio: RATIO,
  s: SECONDS,
  B: BYTES,
};

class Inference {
  readonly types = new Map<Expression, Type>();
  readonly diagnostics: Diagnostic[] = [];
  private readonly lets = new Map<Let, Type>();
  private readonly report: DiagnosticSink = (diagnostic) => void this.diagnostics.push(diagnostic);

  constructor(
    private readonly source: string,
    private readonly resolution: Resolution,
    private readonly options: CheckOptions,
  ) {}

  statements(statements: readonly Statement[]): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'Let':
          // A name for a bare literal stays as flexible as the literal: `let minimum = 50; requests > minimum`.
          this.lets.set(statement, this.infer(statement.value));
          break;
        case 'Assign':
          this.expectResult(statement.value);
          break;
        case 'If':
          for (const branch of statement.branches) {
            this.expectBoolean(branch.condition, '`if`');
            this.statements(branch.block.statements);
          }
          if (statement.otherwise !== null) this.statements(statement.otherwise.statements);
      }
    }
  }

  infer(node: Expression): Type {
    const type = this.typeOf(node);
    this.types.set(node, type);
    return type;
  }

  private typeOf(node: Expression): Type {
    switch (node.kind) {
      case 'NumberLiteral':
        return number(LITERAL_UNITS[node.unit], null, node.unit === 'bare', node.value);
      case 'BooleanLiteral':
        return BOOLEAN;
      case 'VersionLiteral':
        return { kind: 'version' };
      case 'NilLiteral':
        return { kind: 'nil' };
      case 'ResultReference':
        return { kind: 'version' };
      case 'Name':
        return this.typeOfName(node);
      case 'Read':
        return this.typeOfSlot(this.resolution.slots.get(node));
      case 'PromqlRead':
        return this.typeOfPromql(node);
      case 'Negate': {
        const operand = this.expectNumber(node.operand, '`-`');
        return operand === null
          ? ERROR
          : { ...operand, constant: operand.constant === null ? null : -operand.constant };
      }
      case 'Not':
        this.expectBoolean(node.operand, '`not`');
        return BOOLEAN;
      case 'Binary':
        return this.typeOfBinary(node);
      case 'Call':
        return this.typeOfCall(node);
      case 'Predicate':
      case 'RawAcl':
        return ERROR; // reported with the program's kind
    }
  }

  private typeOfName(node: Expression & { readonly kind: 'Name' }): Type {
    const meaning = this.resolution.names.get(node);
    switch (meaning?.kind) {
      case 'let':
        return this.lets.get(meaning.declaration) ?? ERROR;
      case 'version':
        return { kind: 'version' };
      case 'read':
        return this.typeOfSlot(meaning.slot);
      case undefined:
        return ERROR;
    }
  }

  private typeOfSlot(slot: number | undefined): Type {
    const key = slot === undefined ? undefined : this.resolution.reads[slot];
    return key?.kind === 'metric' ? this.typeOfMetric(key) : ERROR;
  }

  private typeOfMetric(key: ReadKey & { readonly kind: 'metric' }): Type {
    const { catalogue } = this.options;
    const window = key.window ?? this.options.window ?? 'default';
    // Without a catalogue any metric may be a count, so its window is kept.
    if (catalogue === undefined) return number('open', window);
    const declaration = catalogue.metrics.get(key.metric);
    if (declaration === undefined) return ERROR;
    const isCount = key.statistic === 'count' || (declaration.kind === 'counter' && key.statistic !== 'rate');
    return number(statisticUnit(declaration.unit, key.statistic), isCount ? window : null);
  }

  private typeOfPromql(node: PromqlRead): Type {
    if (node.unit === null) return number(RATIO, null);
    const unit = parseUnit(node.unit);
    if (unit !== null) return number(unit, null);
    this.report({
      code: 'bad-unit',
      severity: 'error',
      message: `\`${excerpt(node.unit)}\` is no unit: expected \`ratio\`, \`count\`, \`s\`, \`B\` or a product such as \`"count/s"\``,
      start: node.unitSpan?.start ?? node.start,
      end: node.unitSpan?.end ?? node.end,
    });
    return ERROR;
  }

  private typeOfBinary(node: Binary): Type {
    switch (node.operator) {
      case 'and':
      case 'or':
        this.expectBoolean(node.left, `\`${node.operator}\``);
        this.expectBoolean(node.right, `\`${node.operator}\``);
        return BOOLEAN;
      case '==':
      case '!=':
        return this.equality(node);
      case '<':
      case '<=':
      case '>':
      case '>=':
        this.sides(node);
        return BOOLEAN;
      case '+':
      case '-':
        return this.sum(node);
      case '*':
      case '/':
        return this.product(node);
      case '??':
        return this.fallback(node);
    }
  }

  private sides(
    node: Binary,
  ): { readonly left: Side; readonly right: Side; readonly shared: NumberType } | null {
    const left = this.side(node.left, `\`${node.operator}\``);
    const right = this.side(node.right, `\`${node.operator}\``);
    return left === null || right === null
      ? null
      : { left, right, shared: agree(left, right, node, this.report) };
  }

  private sum(node: Binary): Type {
    const sides = this.sides(node);
    if (sides === null) return ERROR;
    const [a, b] = [sides.left.type.constant, sides.right.type.constant];
    const constant = a === null || b === null ? null : finite(node.operator === '+' ? a + b : a - b);
    return { ...sides.shared, constant };
  }

  private product(node: Binary): Type {
    const left = this.expectNumber(node.left, `\`${node.operator}\``);
    const right = this.expectNumber(node.right, `\`${node.operator}\``);
    if (left === null || right === null) return ERROR;
    const isQuotient = node.operator === '/';
    if (isQuotient) checkWindows(left.window, right.window, node, this.report);
    const [a, b] = [left.constant, right.constant];
    const constant = a === null || b === null ? null : finite(isQuotient ? a / b : a * b);
    const unit =
      left.unit === 'open' || right.unit === 'open'
        ? 'open'
        : isQuotient
          ? divideUnits(left.unit, right.unit)
          : multiplyUnits(left.unit, right.unit);
    const cancels = isQuotient && left.window !== null && right.window !== null;
    const isCount = unit === 'open' ? isTimeless(left) && isTimeless(right) : sameUnit(unit, COUNT);
    const window = isCount && !cancels ? (left.window ?? right.window) : null;
    return number(unit, window, left.bare && right.bare, constant);
  }

  private fallback(node: Binary): Type {
    const left = this.infer(node.left);
    if (left.kind === 'boolean') {
      this.expectBoolean(node.right, '`??`');
      return BOOLEAN;
    }
    const type = this.sides(node)?.shared;
    return type ?? ERROR;
  }

  private equality(node: Binary): Type {
    const left = this.infer(node.left);
    const right = this.infer(node.right);
    if (left.kind === 'number' && right.kind === 'number') {
      this.sides(node);
    } else if (left.kind === 'boolean' || right.kind === 'boolean') {
      this.mismatch(
        node,
        `\`${node.operator}\` does not compare truth values: write \`a\`, \`not a\`, or \`a and b or not a and not b\``,
      );
    } else if (
      (left.kind === 'number') !== (right.kind === 'number') &&
      left.kind !== 'error' &&
      right.kind !== 'error'
    ) {
      this.mismatch(node, `\`${node.operator}\` compares ${typeName(left)} with ${typeName(right)}`);
    }
    return BOOLEAN;
  }

  private typeOfCall(node: Call): Type {
    const description = FUNCTIONS.get(node.callee);
    if (description === undefined) {
      const nearest = suggest(node.callee, FUNCTIONS.keys());
      const wayOut =
        nearest === null
          ? `there are ${[...FUNCTIONS.keys()].map((name) => `\`${name}\``).join(', ')}`
          : `did you mean \`${nearest}\`?`;
      this.report({
        code: 'unknown-function',
        severity: 'error',
        message: `there is no function \`${excerpt(node.callee)}\`: ${wayOut}`,
        ...node.calleeSpan,
        ...(nearest === null
          ? {}
          : { fixes: [{ title: `write ${nearest}`, edits: [{ ...node.calleeSpan, text: nearest }] }] }),
      });
      for (const argument of node.arguments) this.infer(argument);
      return ERROR;
    }
    const count = node.arguments.length;
    if (count < description.fewest || count > description.most) {
      this.report({
        code: 'wrong-argument-count',
        severity: 'error',
        message: `\`${node.callee}\` got ${count} ${count === 1 ? 'argument' : 'arguments'}: write \`${description.signature}\``,
        start: node.start,
        end: node.end,
      });
      for (const argument of node.arguments) this.infer(argument);
      return ERROR;
    }
    return node.callee === 'known' ? this.typeOfKnown(node) : this.numericCall(node);
  }

  private typeOfKnown(node: Call): Type {
    for (const argument of node.arguments) {
      const type = this.infer(argument);
      if (type.kind === 'version' || type.kind === 'nil') {
        this.mismatch(argument, `\`known\` takes a number or a truth value, not ${typeName(type)}`);
      }
    }
    return BOOLEAN;
  }

  private numericCall(node: Call): Type {
    const sides = node.arguments.map((argument) => this.side(argument, `\`${node.callee}\``));
    const [first, ...rest] = sides.filter((side) => side !== null);
    if (first === undefined || sides.includes(null)) return ERROR;
    if (node.callee === 'atLeast' && !this.areCounts([first, ...rest])) return ERROR;
    let shared = first;
    for (const side of rest) {
      const span = { start: node.start, end: node.end };
      shared = { ...shared, type: agree(shared, side, span, this.report) };
    }
    if (node.callee === 'clamp') this.clampBounds(node, rest);
    return { ...shared.type, constant: null };
  }

  private clampBounds(node: Call, [low, high]: readonly Side[]): void {
    const [lowest, highest] = [low?.type.constant ?? null, high?.type.constant ?? null];
    if (lowest === null || highest === null || lowest <= highest) return;
    this.report({
      code: 'bad-bounds',
      severity: 'error',
      message: `the lower bound \`${low?.text ?? ''}\` is above the upper bound \`${high?.text ?? ''}\`: swap them`,
      start: node.start,
      end: node.end,
    });
  }

  private areCounts(sides: readonly Side[]): boolean {
    const other = sides.find(({ type }) => type.unit !== 'open' && !type.bare && !sameUnit(type.unit, COUNT));
    if (other === undefined) return true;
    this.report({
      code: 'unit-mismatch',
      severity: 'error',
      message: `\`atLeast\` waits for a count, but \`${other.text}\` is in ${unitName(other.type)}: give it a count such as \`requests\``,
      start: other.start,
      end: other.end,
    });
    return false;
  }

  private side(node: Expression, where: string): Side | null {
    const type = this.expectNumber(node, where);
    return type === null ? null : { type, text: this.text(node), start: node.start, end: node.end };
  }

  private expectNumber(node: Expression, where: string): NumberType | null {
    const type = this.types.get(node) ?? this.infer(node);
    if (type.kind === 'number') return type;
    if (type.kind === 'error') return null;
    if (node.kind === 'Name' && this.resolution.names.get(node)?.kind === 'version') {
      this.mismatch(
        node,
        `\`${excerpt(node.name)}\` is a version here, but ${where} takes numbers: a metric is written \`metric candidate "${excerpt(node.name)}"\``,
      );
    } else {
      this.mismatch(node, `${where} takes numbers, but \`${this.text(node)}\` is ${typeName(type)}`);
    }
    return null;
  }

  private expectBoolean(node: Expression, where: string): void {
    const type = this.infer(node);
    if (type.kind === 'boolean' || type.kind === 'error') return;
    const wayOut = type.kind === 'number' ? ': compare it, as in `x > 0`' : '';
    this.mismatch(
      node,
      `${where} takes true or false, but \`${this.text(node)}\` is ${typeName(type)}${wayOut}`,
    );
  }

  private expectResult(node: Expression): void {
    const type = this.infer(node);
    if (type.kind === 'version' || type.kind === 'nil' || type.kind === 'error') return;
    this.mismatch(
      node,
      `\`result\` takes a version or \`nil\`, but \`${this.text(node)}\` is ${typeName(type)}`,
    );
  }

  private mismatch(node: Expression, message: string): void {
    this.report({ code: 'type-mismatch', severity: 'error', message, start: node.start, end: node.end });
  }

  private text(node: Expression): string {
    return excerpt(this.source.slice(node.start, node.end));
  }
}

function number(
  unit: Unit | 'open',
  window: CountWindow,
  bare = false,
  constant: number | null = null,
): NumberType {
  return { kind: 'number', unit, window, bare, constant };
}

/** False of seconds and bytes: a count divided by seconds is a rate, also where the count's unit is not known. */
function isTimeless({ unit }: NumberType): boolean {
  return unit === 'open' || (unit.s === 0 && unit.B === 0);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** A type in the words of messages. */
export function typeName(type: Type): string {
  switch (type.kind) {
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'version':
      return 'a version';
    case 'nil':
      return '`nil`';
    case 'error':
      return 'unreadable';
  }
}
