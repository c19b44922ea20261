import type { BackEnd, Evaluation } from './back-end.js';
import {
  FALSE,
  isRecorded,
  NIL,
  TRUE,
  UNDECIDED,
  UNKNOWN,
  type BooleanOperation,
  type LoweredIf,
  type LoweredNode,
  type LoweredProgram,
  type LoweredStatement,
  type Logical,
  type NumberComparison,
  type NumberOperation,
  type RecordedNode,
} from './lowered.js';

/** What changes while a program runs. One frame serves all its runs: none begins before the last has ended. */
interface Frame {
  values: readonly number[];
  labels: readonly number[];
  /** The value of each `let`, in the coding of its type. */
  readonly locals: number[];
  result: number;
  recording: number[];
}

type Numeric = (frame: Frame) => number;
/** Runs a statement; false ends the program undecided. */
type Step = (frame: Frame) => boolean;

/** Makes a program of nested functions: the back end that no content policy forbids. */
export function closureRun(program: LoweredProgram): BackEnd['run'] {
  return evaluation(program, frameOf(program), false);
}

/** The same for the form that records. */
export function closureRecord(program: LoweredProgram): BackEnd['record'] {
  const frame = frameOf(program);
  const run = evaluation(program, frame, true);
  return (values, labels) => {
    const recording = new Array<number>(program.records).fill(0);
    frame.recording = recording;
    recording[0] = run(values, labels);
    return recording;
  };
}

function frameOf(program: LoweredProgram): Frame {
  const locals = new Array<number>(program.locals).fill(0);
  return { values: [], labels: [], locals, result: NIL, recording: [] };
}

function evaluation(program: LoweredProgram, frame: Frame, isRecording: boolean): Evaluation<number> {
  const undecided = program.kind === 'decision' ? UNDECIDED : Number.NaN;
  const builder = new Builder(isRecording);
  const steps = builder.sequence(program.statements);
  const outcome: Numeric = program.value === null ? ({ result }) => result : builder.node(program.value);
  return (values, labels) => {
    frame.values = values;
    frame.labels = labels;
    frame.result = NIL;
    return steps(frame) ? outcome(frame) : undecided;
  };
}

class Builder {
  constructor(private readonly isRecording: boolean) {}

  sequence(statements: readonly LoweredStatement[]): Step {
    const steps = statements.map((statement) => this.statement(statement));
    const [only] = steps;
    if (only === undefined) return () => true;
    if (steps.length === 1) return only;
    return (frame) => {
      for (const step of steps) if (!step(frame)) return false;
      return true;
    };
  }

  private statement(statement: LoweredStatement): Step {
    switch (statement.kind) {
      case 'let': {
        const { local } = statement;
        const value = this.node(statement.value);
        return (frame) => {
          frame.locals[local] = value(frame);
          return true;
        };
      }
      case 'assign': {
        const value = this.node(statement.value);
        return (frame) => {
          frame.result = value(frame);
          return true;
        };
      }
      case 'if':
        return this.if(statement);
    }
  }

  /** A chain of branches, built from its last. */
  private if(statement: LoweredIf): Step {
    let rest = this.sequence(statement.otherwise ?? []);
    for (const branch of statement.branches.toReversed()) {
      const condition = this.node(branch.condition);
      const body = this.sequence(branch.body);
      const next = rest;
      rest = (frame) => {
        const holds = condition(frame);
        return holds === TRUE ? body(frame) : holds === FALSE && next(frame);
      };
    }
    return rest;
  }

  node(node: LoweredNode): Numeric {
    if (isRecorded(node)) return this.recorded(node);
    switch (node.operation) {
      case 'constant': {
        const { value } = node;
        return () => value;
      }
      case 'nil':
        return () => NIL;
      case 'local': {
        const { local } = node;
        return ({ locals }) => locals[local] ?? Number.NaN;
      }
      case 'read': {
        const { slot } = node;
        return ({ values }) => values[slot] ?? Number.NaN;
      }
      case 'label': {
        const { version } = node;
        return ({ labels }) => labels[version] ?? NIL;
      }
      case 'result':
        return ({ result }) => result;
    }
  }

  private recorded(node: RecordedNode): Numeric {
    const compute = node.type === 'number' ? this.number(node) : this.boolean(node);
    if (!this.isRecording) return compute;
    const { record } = node;
    return (frame) => (frame.recording[record] = compute(frame));
  }

  private number(node: NumberOperation): Numeric {
    const operands = node.operands.map((operand) => this.node(operand));
    const [a = absent, b = absent, c = absent] = operands;
    switch (node.operation) {
      // What is not finite stays so through `+`, `-` and `*`.
      case '+':
        return (frame) => a(frame) + b(frame);
      case '-':
        return (frame) => a(frame) - b(frame);
      case '*':
        return (frame) => a(frame) * b(frame);
      case '/':
        return divide(node, a, b);
      case '??':
        return (frame) => {
          const value = a(frame);
          const other = b(frame);
          return value - value === 0 ? value : other;
        };
      case 'negate':
        return (frame) => -a(frame);
      case 'abs':
        return (frame) => Math.abs(a(frame));
      case 'min':
        return extreme(operands, Math.min);
      case 'max':
        return extreme(operands, Math.max);
      case 'clamp':
        return (frame) => {
          const value = a(frame);
          const low = b(frame);
          const high = c(frame);
          if (value - value + (low - low) + (high - high) !== 0 || low > high) return Number.NaN;
          return Math.max(low, Math.min(value, high));
        };
      case 'atLeast':
        return (frame) => {
          const least = a(frame);
          const value = b(frame);
          return least - least === 0 && value >= least ? value : Number.NaN;
        };
    }
  }

  private boolean(node: BooleanOperation): Numeric {
    switch (node.operation) {
      case 'known': {
        const [subject] = node.operands;
        const operand = this.node(subject);
        if (subject.type === 'boolean') return (frame) => (operand(frame) === UNKNOWN ? FALSE : TRUE);
        return (frame) => {
          const value = operand(frame);
          return value - value === 0 ? TRUE : FALSE;
        };
      }
      case 'same':
      case 'different': {
        const left = this.node(node.operands[0]);
        const right = this.node(node.operands[1]);
        const [same, different] = node.operation === 'same' ? [TRUE, FALSE] : [FALSE, TRUE];
        return (frame) => (left(frame) === right(frame) ? same : different);
      }
      case 'not':
      case 'and':
      case 'or':
      case '??':
        return this.logical(node);
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '==':
      case '!=':
        return compare(node.operation, this.node(node.operands[0]), this.node(node.operands[1]));
    }
  }

  private logical(node: Logical): Numeric {
    const [a = absent, b = absent] = node.operands.map((operand) => this.node(operand));
    switch (node.operation) {
      case 'not':
        return (frame) => TRUE - a(frame);
      // Both sides are evaluated even where one settles the outcome: nothing has effects, and a recording shows them all.
      case 'and':
        return (frame) => Math.min(a(frame), b(frame));
      case 'or':
        return (frame) => Math.max(a(frame), b(frame));
      case '??':
        return (frame) => {
          const value = a(frame);
          const other = b(frame);
          return value === UNKNOWN ? other : value;
        };
    }
  }
}

function absent(): never {
  throw new RangeError('an operation lacks an operand');
}

function divide(node: NumberOperation, dividend: Numeric, divisor: Numeric): Numeric {
  const [left, right] = node.operands;
  // Reads are never infinite. This is the inmost part of nearly every program, and worth a form of its own.
  if (left?.operation === 'read' && right?.operation === 'read') {
    const [above, below] = [left.slot, right.slot];
    return ({ values }) => (values[above] ?? Number.NaN) / (values[below] ?? Number.NaN);
  }
  return (frame) => {
    const numerator = dividend(frame);
    const denominator = divisor(frame);
    // An infinite divisor, which stands for an unknown, would give 0.
    return denominator - denominator === 0 ? numerator / denominator : Number.NaN;
  };
}

function extreme(operands: readonly Numeric[], choose: (...numbers: number[]) => number): Numeric {
  return (frame) => {
    const numbers = operands.map((operand) => operand(frame));
    return numbers.every(Number.isFinite) ? choose(...numbers) : Number.NaN;
  };
}

function compare(operation: NumberComparison['operation'], left: Numeric, right: Numeric): Numeric {
  const decided =
    (holds: (x: number, y: number) => boolean): Numeric =>
    (frame) => {
      const x = left(frame);
      const y = right(frame);
      if (x - x + (y - y) !== 0) return UNKNOWN;
      return holds(x, y) ? TRUE : FALSE;
    };
  switch (operation) {
    case '<':
      return decided((x, y) => x < y);
    case '<=':
      return decided((x, y) => x <= y);
    case '>':
      return decided((x, y) => x > y);
    case '>=':
      return decided((x, y) => x >= y);
    case '==':
      return decided((x, y) => x === y);
    case '!=':
      return decided((x, y) => x !== y);
  }
}
