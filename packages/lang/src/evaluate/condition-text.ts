import type { EvaluatedNodes } from './evaluated-nodes.js';
import {
  isNumberComparison,
  type BooleanNode,
  type Logical,
  type NumberComparison,
  type VersionNode,
} from './lowered.js';
import { pairText } from './number-text.js';

/** After so many comparisons and names a text says no more to people. */
const MOST_PARTS = 12;

/**
 * What made a condition true or false, with values in place of what was measured: `1 > 0.96`. Of the sides of an `and` or `or`
 * only those are shown that settled it, and a `let` by what it stands for as long as that is short.
 */
export function conditionText(node: BooleanNode, nodes: EvaluatedNodes): string {
  return new Writer(nodes).text(node);
}

class Writer {
  private parts = 0;

  constructor(private readonly nodes: EvaluatedNodes) {}

  text(node: BooleanNode): string {
    if (isNumberComparison(node)) return this.comparison(node);
    switch (node.operation) {
      case 'same':
      case 'different': {
        const operator = node.operation === 'same' ? '==' : '!=';
        return node.operands.map((operand) => this.version(operand)).join(` ${operator} `);
      }
      case 'local':
        this.parts += 1;
        return this.parts > MOST_PARTS ? this.nodes.text(node) : this.text(node.definition);
      case 'constant':
      case 'known':
        return this.nodes.text(node);
      case 'not':
        return `not (${node.operands.map((operand) => this.text(operand)).join('')})`;
      case 'and':
      case 'or':
        return this.chain(node);
      case '??': {
        const used = node.operands.find((operand) => !this.nodes.isUnknown(operand));
        return used === undefined ? this.nodes.text(node) : this.text(used);
      }
    }
  }

  private comparison(node: NumberComparison): string {
    this.parts += 1;
    return pairText(this.nodes.sides(node), this.nodes.sharedUnit(node)).join(` ${node.operation} `);
  }

  private chain(node: Logical): string {
    // One false side settles an `and`, one true side an `or`.
    const settling = node.operation === 'or';
    const settled = node.operands.filter((operand) => this.nodes.is(operand, settling));
    const shown = settled.length > 0 ? settled : node.operands;
    const texts: string[] = [];
    for (const operand of shown) {
      if (texts.at(-1)?.endsWith('…') === true) break;
      const text = this.parts < MOST_PARTS ? this.text(operand) : '…';
      const isLooser = operand.operation === 'or' && node.operation === 'and';
      texts.push(shown.length > 1 && isLooser ? `(${text})` : text);
    }
    return texts.join(` ${node.operation} `);
  }

  private version(node: VersionNode): string {
    const value = this.nodes.value(node);
    return value.kind === 'version' ? value.label : 'nil';
  }
}
