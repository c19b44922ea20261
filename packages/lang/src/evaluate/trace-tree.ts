import { conditionText } from './condition-text.js';
import { EvaluatedNodes } from './evaluated-nodes.js';
import {
  isNumberComparison,
  isRecorded,
  type BooleanNode,
  type LoweredBranch,
  type LoweredIf,
  type LoweredNode,
  type LoweredProgram,
  type LoweredStatement,
  type NumberComparison,
} from './lowered.js';
import { flipText } from './margin.js';
import type { RecordedRun } from './recording.js';
import type { Release } from './release.js';
import type { Snapshot } from './snapshot.js';
import type {
  BranchTrace,
  ElseTrace,
  ExpressionTrace,
  Ground,
  IfTrace,
  StatementTrace,
  TraceTree,
} from './trace.js';
import { turningComparisons } from './turning.js';

/** The tree that people and tools read, of what a recording says. */
export function traceTree(release: Release, run: RecordedRun, snapshot: Snapshot): TraceTree {
  return new Tree(release, run, snapshot).build();
}

class Tree {
  private readonly program: LoweredProgram;
  private readonly nodes: EvaluatedNodes;
  private readonly turning: ReadonlySet<NumberComparison>;

  constructor(
    release: Release,
    private readonly run: RecordedRun,
    private readonly snapshot: Snapshot,
  ) {
    this.program = release.program;
    this.nodes = new EvaluatedNodes(release.checked, run.values);
    this.turning = turningComparisons(run.conditions, this.nodes);
  }

  build(): TraceTree {
    const { statements, value } = this.program;
    return {
      statements: this.statements(statements),
      value: value === null ? null : this.expression(value),
      because: this.run.because.map((condition) => this.ground(condition)),
    };
  }

  private ground(condition: BooleanNode): Ground {
    const { start, end } = condition.origin;
    const holds = this.nodes.is(condition, true);
    return { start, end, holds, text: conditionText(condition, this.nodes) };
  }

  private statements(statements: readonly LoweredStatement[]): readonly StatementTrace[] {
    return statements.map((statement) => this.statement(statement));
  }

  private statement(statement: LoweredStatement): StatementTrace {
    switch (statement.kind) {
      case 'let': {
        const { start, end, name } = statement.origin;
        return { kind: 'let', start, end, name, value: this.expression(statement.value) };
      }
      case 'assign': {
        const { start, end } = statement.origin;
        return { kind: 'assign', start, end, value: this.expression(statement.value) };
      }
      case 'if':
        return this.if(statement);
    }
  }

  private if(statement: LoweredIf): IfTrace {
    const { start, end } = statement.origin;
    const branches = statement.branches.map((branch) => this.branch(branch));
    return { kind: 'if', start, end, branches, otherwise: this.else(statement) };
  }

  private branch({ origin, condition, body }: LoweredBranch): BranchTrace {
    return {
      start: origin.start,
      end: origin.end,
      state: this.state(condition),
      condition: this.expression(condition),
      statements: this.statements(body),
    };
  }

  private state(condition: BooleanNode): BranchTrace['state'] {
    switch (this.nodes.value(condition).kind) {
      case 'boolean':
        return this.nodes.is(condition, true) ? 'taken' : 'passed';
      case 'unknown':
        return 'undecided';
      case 'not-evaluated':
        return 'not-reached';
      case 'number':
      case 'version':
      case 'nil':
        throw new TypeError('a condition is true, false or unknown');
    }
  }

  private else({ branches, otherwise, origin }: LoweredIf): ElseTrace | null {
    if (otherwise === null || origin.otherwise === null) return null;
    const { start, end } = origin.otherwise;
    const wasReached = branches.every(({ condition }) => this.nodes.is(condition, false));
    return {
      start,
      end,
      state: wasReached ? 'taken' : 'not-reached',
      statements: this.statements(otherwise),
    };
  }

  private expression(node: LoweredNode): ExpressionTrace {
    const { start, end } = node.origin;
    const unit = node.type === 'number' ? this.nodes.unit(node) : undefined;
    return {
      text: this.nodes.text(node),
      start,
      end,
      value: this.nodes.value(node),
      ...(unit === undefined ? {} : { unit }),
      ...(this.isAssumed(node) ? { assumed: true } : {}),
      ...this.flips(node),
      children: isRecorded(node) ? node.operands.map((operand) => this.expression(operand)) : [],
    };
  }

  private isAssumed(node: LoweredNode): boolean {
    if (node.operation !== 'read') return false;
    const sample = this.snapshot.samples[node.slot];
    return sample?.known === true && sample.assumed === true;
  }

  private flips(node: LoweredNode): { readonly flips?: string } {
    if (node.type !== 'boolean' || !isNumberComparison(node) || !this.turning.has(node)) return {};
    const { nodes } = this;
    return { flips: flipText(node, nodes.is(node, true), nodes.sides(node), nodes.sharedUnit(node)) };
  }
}
