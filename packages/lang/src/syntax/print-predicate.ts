import type { FieldTest, Predicate } from './ast.js';
import { quote } from './string-literal.js';

/** The canonical text of a test: `header "User-Agent" exact "x" ignoring case`. */
export function printPredicate(node: Pick<Predicate, 'field' | 'name' | 'test' | 'ignoreCase'>): string {
  const field = node.name === null ? node.field : `${node.field} ${quote(node.name)}`;
  return `${field} ${printTest(node.test)}${node.ignoreCase ? ' ignoring case' : ''}`;
}

function printTest(test: FieldTest): string {
  switch (test.test) {
    case 'present':
      return 'present';
    case 'in':
      return `in (${test.texts.map(({ value }) => quote(value)).join(', ')})`;
    default:
      return `${test.test} ${quote(test.text.value)}`;
  }
}
