import type { CheckedProgram } from '../check/checked.js';
import type { Binary, Call, Expression, If, Let, Name, Statement } from '../syntax/ast.js';
import {
  FALSE,
  TRUE,
  type BooleanNode,
  type LoweredIf,
  type LoweredLet,
  type LoweredNode,
  type LoweredProgram,
  type LoweredStatement,
  type Logical,
  type NumberNode,
  type NumberOperator,
  type VersionNode,
} from './lowered.js';
import type { ReadVersion } from './read.js';

/** Brings a checked program to the form that back ends share, in one walk. */
export function lower(checked: CheckedProgram): LoweredProgram {
  return new Lowering(checked).program();
}

class Lowering {
  private readonly lets = new Map<Let, LoweredLet>();
  private readonly versions: ReadVersion[] = [];
  /** The first place of a recording is the outcome's. */
  private records = 1;

  constructor(private readonly checked: CheckedProgram) {}

  program(): LoweredProgram {
    const { program, kind } = this.checked;
    const statements = this.statements(program.statements);
    const value = program.value === null ? null : this.expression(program.value);
    const { versions, records } = this;
    return { kind, statements, value, versions, locals: this.lets.size, records };
  }

  private statements(statements: readonly Statement[]): readonly LoweredStatement[] {
    return statements.map((statement) => this.statement(statement));
  }

  private statement(statement: Statement): LoweredStatement {
    switch (statement.kind) {
      case 'Let': {
        const value = this.expression(statement.value);
        const lowered: LoweredLet = { kind: 'let', origin: statement, local: this.lets.size, value };
        this.lets.set(statement, lowered);
        return lowered;
      }
      case 'Assign':
        return { kind: 'assign', origin: statement, value: this.version(statement.value) };
      case 'If':
        return this.if(statement);
    }
  }

  private if(statement: If): LoweredIf {
    const branches = statement.branches.map((origin) => ({
      origin,
      condition: this.boolean(origin.condition),
      body: this.statements(origin.block.statements),
    }));
    const otherwise = statement.otherwise === null ? null : this.statements(statement.otherwise.statements);
    return { kind: 'if', origin: statement, branches, otherwise };
  }

  private number(expression: Expression): NumberNode {
    const node = this.expression(expression);
    if (node.type !== 'number') throw wrongType(expression, 'a number');
    return node;
  }

  private boolean(expression: Expression): BooleanNode {
    const node = this.expression(expression);
    if (node.type !== 'boolean') throw wrongType(expression, 'true or false');
    return node;
  }

  private version(expression: Expression): VersionNode {
    const node = this.expression(expression);
    if (node.type !== 'version') throw wrongType(expression, 'a version or nil');
    return node;
  }

  private expression(origin: Expression): LoweredNode {
    switch (origin.kind) {
      case 'NumberLiteral':
        return { type: 'number', operation: 'constant', value: origin.value, origin };
      case 'BooleanLiteral':
        return { type: 'boolean', operation: 'constant', value: origin.value ? TRUE : FALSE, origin };
      case 'NilLiteral':
        return { type: 'version', operation: 'nil', origin };
      case 'VersionLiteral':
        return this.label({ form: 'label', label: origin.label }, origin);
      case 'ResultReference':
        return { type: 'version', operation: 'result', origin };
      case 'Name':
        return this.name(origin);
      case 'Read':
      case 'PromqlRead':
        return this.read(this.checked.slots.get(origin), origin);
      case 'Negate':
        return this.numeric('negate', [this.number(origin.operand)], origin);
      case 'Not':
        return this.logical('not', [this.boolean(origin.operand)], origin);
      case 'Binary':
        return this.binary(origin);
      case 'Call':
        return this.call(origin);
      case 'Predicate':
      case 'RawAcl':
        throw new TypeError('a request predicate has no value in a decision or score');
    }
  }

  private name(origin: Name): LoweredNode {
    const meaning = this.checked.names.get(origin);
    switch (meaning?.kind) {
      case 'let':
        return this.local(meaning.declaration, origin);
      case 'version':
        return this.label(meaning.version, origin);
      case 'read':
        return this.read(meaning.slot, origin);
      case undefined:
        throw new Error(`the name \`${origin.name}\` has no meaning`);
    }
  }

  private local(declaration: Let, origin: Name): LoweredNode {
    const lowered = this.lets.get(declaration);
    if (lowered === undefined) throw new Error(`\`${origin.name}\` is used before its \`let\``);
    const { local, value } = lowered;
    switch (value.type) {
      case 'number':
        return { type: 'number', operation: 'local', local, definition: value, origin };
      case 'boolean':
        return { type: 'boolean', operation: 'local', local, definition: value, origin };
      case 'version':
        return { type: 'version', operation: 'local', local, definition: value, origin };
    }
  }

  private label(reference: ReadVersion, origin: Expression): VersionNode {
    this.versions.push(reference);
    return { type: 'version', operation: 'label', version: this.versions.length - 1, origin };
  }

  private read(slot: number | undefined, origin: Expression): NumberNode {
    if (slot === undefined) throw new Error('a read has no slot');
    return { type: 'number', operation: 'read', slot, origin };
  }

  private binary(origin: Binary): LoweredNode {
    const { operator } = origin;
    switch (operator) {
      case '+':
      case '-':
      case '*':
      case '/':
        return this.numeric(operator, [this.number(origin.left), this.number(origin.right)], origin);
      case '??':
        return this.fallback(origin);
      case 'and':
      case 'or':
        return this.logical(operator, [this.boolean(origin.left), this.boolean(origin.right)], origin);
      case '<':
      case '<=':
      case '>':
      case '>=':
      case '==':
      case '!=':
        return this.comparison(operator, origin);
    }
  }

  private comparison(operation: '<' | '<=' | '>' | '>=' | '==' | '!=', origin: Binary): BooleanNode {
    const left = this.expression(origin.left);
    if (left.type === 'version') {
      const right = this.version(origin.right);
      const comparison = operation === '==' ? 'same' : 'different';
      return {
        type: 'boolean',
        operation: comparison,
        operands: [left, right],
        record: this.records++,
        origin,
      };
    }
    if (left.type !== 'number') throw wrongType(origin.left, 'a number or a version');
    const right = this.number(origin.right);
    return { type: 'boolean', operation, operands: [left, right], record: this.records++, origin };
  }

  private call(origin: Call): LoweredNode {
    switch (origin.callee) {
      case 'min':
      case 'max':
      case 'abs':
      case 'clamp':
      case 'atLeast':
        return this.numeric(
          origin.callee,
          origin.arguments.map((argument) => this.number(argument)),
          origin,
        );
      case 'known': {
        const [operand] = origin.arguments.map((argument) => this.expression(argument));
        if (operand === undefined || operand.type === 'version')
          throw wrongType(origin, 'a number or a truth value');
        return { type: 'boolean', operation: 'known', operands: [operand], record: this.records++, origin };
      }
      default:
        throw new Error(`there is no function \`${origin.callee}\``);
    }
  }

  private fallback(origin: Binary): LoweredNode {
    const left = this.expression(origin.left);
    if (left.type === 'boolean') return this.logical('??', [left, this.boolean(origin.right)], origin);
    if (left.type !== 'number') throw wrongType(origin.left, 'a number or a truth value');
    return this.numeric('??', [left, this.number(origin.right)], origin);
  }

  private numeric(
    operation: NumberOperator,
    operands: readonly NumberNode[],
    origin: Expression,
  ): NumberNode {
    return { type: 'number', operation, operands, record: this.records++, origin };
  }

  private logical(
    operation: Logical['operation'],
    operands: readonly BooleanNode[],
    origin: Expression,
  ): BooleanNode {
    return { type: 'boolean', operation, operands, record: this.records++, origin };
  }
}

function wrongType(expression: Expression, wanted: string): TypeError {
  return new TypeError(`a checked program has ${wanted} at ${expression.start}, not a ${expression.kind}`);
}
