import type { BackEnd } from './back-end.js';
import { functionOf } from './generated-code.js';
import {
  FALSE,
  isNumberComparison,
  isRecorded,
  NIL,
  TRUE,
  UNDECIDED,
  UNKNOWN,
  type BooleanNode,
  type BooleanOperation,
  type LoweredIf,
  type LoweredNode,
  type LoweredProgram,
  type LoweredStatement,
  type Logical,
  type NumberComparison,
  type NumberNode,
  type NumberOperation,
  type RecordedNode,
} from './lowered.js';

/**
 * Writes a program as JavaScript. The text is made of slot numbers, numerals and this file's own words: nothing of the source,
 * no name and no string, ever reaches it. Throws `EvalError` where the environment forbids generated code.
 */
export function generateRun(program: LoweredProgram): BackEnd['run'] {
  return functionOf(new Writer(program, false).text()) as BackEnd['run']; // what a text without recording gives
}

/** The same for the form that records; it is written only for programs that are traced often. */
export function generateRecord(program: LoweredProgram): BackEnd['record'] {
  return functionOf(new Writer(program, true).text()) as BackEnd['record']; // what a text with recording gives
}

/**
 * Each computed node becomes one statement, and a chain of branches one labelled block, so that neither depth nor length of a
 * program strains the engine's own parser. In the text `r` is `result`, `o` the outcome, `t3` the node recorded at 3, `x3` any
 * other value and `b3` a chain of branches.
 */
class Writer {
  private readonly lines: string[] = [];
  private readonly locals = new Map<number, string>();
  private names = 0;

  constructor(
    private readonly program: LoweredProgram,
    private readonly isRecording: boolean,
  ) {}

  text(): string {
    const { statements, value, records } = this.program;
    this.statements(statements);
    const outcome = value === null ? 'r' : this.operand(value);
    const body = this.lines.join('');
    if (!this.isRecording) return `let r=${NIL};${body}return ${outcome}`;
    const recorded = Array.from({ length: records - 1 }, (_, index) => `t${index + 1}`);
    const zeros = recorded.map((name) => `,${name}=0`).join('');
    return `let r=${NIL},o=${this.undecided()}${zeros};p:{${body}o=${outcome}}return[${['o', ...recorded].join(',')}]`;
  }

  private undecided(): string {
    return this.program.kind === 'decision' ? String(UNDECIDED) : 'NaN';
  }

  /** Ends the program undecided. */
  private leave(): string {
    return this.isRecording ? 'break p' : `return ${this.undecided()}`;
  }

  private statements(statements: readonly LoweredStatement[]): void {
    for (const statement of statements) {
      switch (statement.kind) {
        case 'let':
          this.locals.set(statement.local, this.operand(statement.value));
          break;
        case 'assign':
          this.lines.push(`r=${this.operand(statement.value)};`);
          break;
        case 'if':
          this.branches(statement);
          break;
      }
    }
  }

  private branches(statement: LoweredIf): void {
    const chain = `b${this.names++}`;
    this.lines.push(`${chain}:{`);
    for (const { condition, body } of statement.branches) {
      this.condition(condition);
      this.statements(body);
      this.lines.push(`break ${chain}}`);
    }
    this.statements(statement.otherwise ?? []);
    this.lines.push('}');
  }

  /** Opens the block that runs where the condition holds. */
  private condition(node: BooleanNode): void {
    if (isNumberComparison(node)) {
      // The commonest form skips the coding of Booleans as numbers; a recorded false is what the place began with.
      const { left, right, holds } = this.comparison(node);
      const mark = (value: number): string => (this.isRecording ? `t${node.record}=${value};` : '');
      this.lines.push(`if(!(${finite(left, right)})){${mark(UNKNOWN)}${this.leave()}}`);
      this.lines.push(`if(${holds}){${mark(TRUE)}`);
      return;
    }
    const value = this.operand(node);
    this.lines.push(`if(${value}===${UNKNOWN})${this.leave()};if(${value}===${TRUE}){`);
  }

  /** Writes what computes a node; the text that then stands for its value: a variable or a numeral. */
  private operand(node: LoweredNode): string {
    if (isRecorded(node)) return this.computed(node);
    switch (node.operation) {
      case 'constant':
        return numeral(node.value);
      case 'nil':
        return String(NIL);
      case 'local':
        return this.locals.get(node.local) ?? outOfScope();
      case 'read':
        return this.define(`values[${node.slot}]`);
      case 'label':
        return this.define(`labels[${node.version}]`);
      case 'result':
        return this.define('r'); // a copy: `r` may be assigned again
    }
  }

  private define(value: string): string {
    const name = `x${this.names++}`;
    this.lines.push(`const ${name}=${value};`);
    return name;
  }

  private computed(node: RecordedNode): string {
    const value = node.type === 'number' ? this.number(node) : this.boolean(node);
    const name = `t${node.record}`;
    this.lines.push(`${this.isRecording ? '' : 'const '}${name}=${value};`);
    return name;
  }

  private number(node: NumberOperation): string {
    const operands = node.operands.map((operand) => this.operand(operand));
    const [a = '', b = '', c = ''] = operands;
    switch (node.operation) {
      case '+':
      case '-':
      case '*':
        // What is not finite stays so.
        return `${a}${node.operation}${b}`;
      case '/':
        // An infinite divisor would give 0; reads and numerals are never infinite.
        return isComputed(node.operands[1]) ? `${finite(b)}?${a}/${b}:NaN` : `${a}/${b}`;
      case '??':
        return `${finite(a)}?${a}:${b}`;
      case 'negate':
        return `-${a}`;
      case 'abs':
        return `Math.abs(${a})`;
      case 'min':
      case 'max':
        return `${finite(...operands)}?Math.${node.operation}(${operands.join(',')}):NaN`;
      case 'clamp':
        return `${finite(a, b, c)}&&${b}<=${c}?Math.max(${b},Math.min(${a},${c})):NaN`;
      case 'atLeast':
        return `${finite(a)}&&${b}>=${a}?${b}:NaN`;
    }
  }

  private boolean(node: BooleanOperation): string {
    switch (node.operation) {
      case 'known': {
        const [subject] = node.operands;
        const operand = this.operand(subject);
        const isKnown = subject.type === 'number' ? finite(operand) : `${operand}!==${UNKNOWN}`;
        return `${isKnown}?${TRUE}:${FALSE}`;
      }
      case 'same':
      case 'different': {
        const operator = node.operation === 'same' ? '===' : '!==';
        const [left, right] = node.operands.map((operand) => this.operand(operand));
        return `${left}${operator}${right}?${TRUE}:${FALSE}`;
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
      case '!=': {
        const { left, right, holds } = this.comparison(node);
        return `${finite(left, right)}?${holds}?${TRUE}:${FALSE}:${UNKNOWN}`;
      }
    }
  }

  private logical(node: Logical): string {
    const [a = '', b = ''] = node.operands.map((operand) => this.operand(operand));
    switch (node.operation) {
      case 'not':
        return `${TRUE}-${a}`;
      case 'and':
        return `${a}<${b}?${a}:${b}`;
      case 'or':
        return `${a}>${b}?${a}:${b}`;
      case '??':
        return `${a}===${UNKNOWN}?${b}:${a}`;
    }
  }

  private comparison(node: NumberComparison): Record<'left' | 'right' | 'holds', string> {
    const left = this.operand(node.operands[0]);
    const right = this.operand(node.operands[1]);
    return { left, right, holds: `${left}${OPERATOR[node.operation]}${right}` };
  }
}

const OPERATOR = { '<': '<', '<=': '<=', '>': '>', '>=': '>=', '==': '===', '!=': '!==' } as const;

function isComputed(node: NumberNode | undefined): boolean {
  // The value of a `let` may be computed.
  return node?.operation !== 'read' && node?.operation !== 'constant';
}

/** A test that all of the operands are finite: a finite number less itself is 0, anything else is NaN. */
function finite(...operands: readonly string[]): string {
  return `${operands.map((operand) => `(${operand}-${operand})`).join('+')}===0`;
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) return 'NaN';
  return value < 0 ? `(${value})` : String(value);
}

function outOfScope(): never {
  throw new Error('a `let` is used outside of its block');
}
