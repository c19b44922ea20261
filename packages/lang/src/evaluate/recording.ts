import {
  isRecorded,
  TRUE,
  UNKNOWN,
  type BooleanNode,
  type Constant,
  type LoweredIf,
  type LoweredNode,
  type LoweredStatement,
  type NumberOperation,
  type ReadSlot,
  type RecordedNode,
} from './lowered.js';
import { expressionText, readReason, reason, tooFew, unite } from './reason.js';
import type { Release } from './release.js';
import type { Snapshot } from './snapshot.js';
import { reasonsOf, unknown, versionOf } from './value-of.js';
import type { UnknownReason, Value } from './value.js';

/** A recorded evaluation in the language's own terms. */
export interface RecordedRun {
  /** Of every node that was evaluated. */
  readonly values: ReadonlyMap<LoweredNode, Value>;
  /** Every condition the program branched on, in order. */
  readonly conditions: readonly BooleanNode[];
  /** Those that led to the last assignment of `result`, or past every assignment. */
  readonly because: readonly BooleanNode[];
  /** The program's value; unknown also where a condition on the way was. */
  readonly outcome: Value;
}

/** Reads a recording back. Nothing is computed again: numbers and truth values are as the back end stored them. */
export function readRecording(
  release: Release,
  recording: readonly number[],
  snapshot: Snapshot,
): RecordedRun {
  return new Reader(release, recording, snapshot).read();
}

class Reader {
  private readonly values = new Map<LoweredNode, Value>();
  private readonly conditions: BooleanNode[] = [];
  private result: Value = { kind: 'nil' };
  /** Null while `result` is unassigned. */
  private assignedUnder: readonly BooleanNode[] | null = null;

  constructor(
    private readonly release: Release,
    private readonly recording: readonly number[],
    private readonly snapshot: Snapshot,
  ) {}

  read(): RecordedRun {
    const { statements, value } = this.release.program;
    const blocked = this.execute(statements, []);
    const outcome = blocked ?? (value === null ? this.result : this.value(value));
    const because = blocked === null && (value === null || isResult(value)) ? this.grounds() : [];
    return { values: this.values, conditions: this.conditions, because, outcome };
  }

  private grounds(): readonly BooleanNode[] {
    return this.assignedUnder ?? this.conditions.filter((condition) => !this.holds(condition));
  }

  /** Returns the unknown condition that ended the program, or null. */
  private execute(statements: readonly LoweredStatement[], under: readonly BooleanNode[]): Value | null {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'let':
          this.value(statement.value);
          break;
        case 'assign':
          this.result = versionOf(this.value(statement.value));
          this.assignedUnder = under;
          break;
        case 'if': {
          const blocked = this.choose(statement, under);
          if (blocked !== null) return blocked;
          break;
        }
      }
    }
    return null;
  }

  private choose(statement: LoweredIf, under: readonly BooleanNode[]): Value | null {
    for (const { condition, body } of statement.branches) {
      const value = this.value(condition);
      this.conditions.push(condition);
      if (value.kind === 'unknown') return value;
      if (this.holds(condition)) return this.execute(body, [...under, condition]);
    }
    const passed = statement.branches.map(({ condition }) => condition);
    return statement.otherwise === null ? null : this.execute(statement.otherwise, [...under, ...passed]);
  }

  private holds(condition: BooleanNode): boolean {
    const value = this.values.get(condition);
    return value?.kind === 'boolean' && value.value;
  }

  private value(node: LoweredNode): Value {
    const value = this.valueOf(node);
    this.values.set(node, value);
    return value;
  }

  private valueOf(node: LoweredNode): Value {
    if (isRecorded(node)) return this.recorded(node);
    switch (node.operation) {
      case 'constant':
        return node.type === 'number'
          ? this.number(node.value, node, [])
          : { kind: 'boolean', value: node.value === TRUE };
      case 'nil':
        return { kind: 'nil' };
      case 'label':
        return { kind: 'version', label: this.release.labelOf(node.version) };
      case 'result':
        return this.result;
      case 'local': {
        const value = this.values.get(node.definition);
        if (value === undefined) throw new Error('a `let` is used before it is evaluated');
        return value;
      }
      case 'read':
        return this.sample(node);
    }
  }

  private recorded(node: RecordedNode): Value {
    const operands = node.operands.map((operand) => this.value(operand));
    const stored = this.recording[node.record];
    if (stored === undefined) throw new RangeError('the recording is not of this program');
    if (node.type === 'number') return this.number(stored, node, operands);
    return stored === UNKNOWN
      ? unknown(unite(...operands.map(reasonsOf)))
      : { kind: 'boolean', value: stored === TRUE };
  }

  private sample({ slot, origin }: ReadSlot): Value {
    const read = this.release.checked.reads[slot];
    const sample = this.snapshot.samples[slot];
    if (read === undefined || sample === undefined)
      throw new RangeError('the snapshot is not of this program');
    return sample.known
      ? { kind: 'number', value: sample.value }
      : unknown([readReason(read, origin, sample, this.release.scored)]);
  }

  private number(stored: number, node: Constant | NumberOperation, operands: readonly Value[]): Value {
    if (Number.isFinite(stored)) return { kind: 'number', value: stored };
    const own = node.operation === 'constant' ? null : this.failure(node, operands);
    const blocked = unite(...operands.map(reasonsOf), own === null ? [] : [own]);
    // With nothing else to blame the result was too large to hold.
    return unknown(blocked.length > 0 ? blocked : [reason(this.text(node), 'infinite', node.origin)]);
  }

  /** What the operation itself fails on, given operands that are known. */
  private failure(node: NumberOperation, operands: readonly Value[]): UnknownReason | null {
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN] = operands.map((operand) =>
      operand.kind === 'number' ? operand.value : Number.NaN,
    );
    const counted = node.operands[1] ?? node;
    switch (node.operation) {
      case '/':
        return b === 0 ? reason(this.text(counted), 'divide-by-zero', node.origin) : null;
      case 'clamp':
        return b > c ? reason(this.text(node), 'nan', node.origin) : null;
      case 'atLeast':
        return b < a ? tooFew(this.text(counted), node.origin, b, a) : null;
      case '+':
      case '-':
      case '*':
      case '??':
      case 'negate':
      case 'abs':
      case 'min':
      case 'max':
        return null;
    }
  }

  private text(node: LoweredNode): string {
    return expressionText(this.release.checked, node.origin, this.release.scored);
  }
}

/** Whether the program's value is what was assigned to `result`. */
function isResult(value: LoweredNode): boolean {
  let node = value;
  while (node.operation === 'local') node = node.definition;
  return node.operation === 'result';
}
