import type { CheckedProgram } from '../check/checked.js';
import { unitText } from '../check/unit.js';
import type { LoweredNode, NumberComparison } from './lowered.js';
import { sourceText } from './reason.js';
import { numberOf } from './value-of.js';
import type { TraceValue } from './trace.js';
import type { Value } from './value.js';

/** What is known of a program's nodes after one evaluation: value, unit and text of each. */
export class EvaluatedNodes {
  constructor(
    private readonly checked: CheckedProgram,
    private readonly values: ReadonlyMap<LoweredNode, Value>,
  ) {}

  value(node: LoweredNode): TraceValue {
    return this.values.get(node) ?? { kind: 'not-evaluated' };
  }

  isUnknown(node: LoweredNode): boolean {
    return this.value(node).kind === 'unknown';
  }

  /** Whether a node came to that truth value. */
  is(node: LoweredNode, truth: boolean): boolean {
    const value = this.value(node);
    return value.kind === 'boolean' && value.value === truth;
  }

  /** The unit of a number where the checker knows it. */
  unit(node: LoweredNode): string | undefined {
    const type = this.checked.types.get(node.origin);
    if (type?.kind !== 'number' || type.unit === 'open' || type.bare) return undefined;
    return unitText(type.unit);
  }

  /** Both sides of a comparison that is known. */
  sides(node: NumberComparison): readonly [number, number] {
    const [left, right] = node.operands.map((operand) => numberOf(this.known(operand)));
    if (left === undefined || right === undefined) throw new RangeError('a comparison has two sides');
    return [left, right];
  }

  /** The unit of both sides of a comparison: a bare literal takes that of the other side. */
  sharedUnit(node: NumberComparison): string | undefined {
    const [left, right] = node.operands;
    return this.unit(left) ?? this.unit(right);
  }

  text(node: LoweredNode): string {
    return sourceText(this.checked.source, node.origin);
  }

  private known(node: LoweredNode): Value {
    const value = this.values.get(node);
    if (value === undefined) throw new Error('a node was not evaluated');
    return value;
  }
}
