import type { Expression, Node, Program } from '../syntax/ast.js';
import { eachChild } from '../syntax/children.js';
import type { ProgramKind } from './checked.js';

const DECISION_WORDS: ReadonlySet<Node['kind']> = new Set(['If', 'Assign', 'ResultReference', 'NilLiteral']);

/** The first node that fits, in source order. */
export function findNode(root: Node, fits: (node: Node) => boolean): Node | null {
  let found: Node | null = null;
  const look = (node: Node): void => {
    if (found !== null) return;
    if (fits(node)) found = node;
    else eachChild(node, look);
  };
  look(root);
  return found;
}

/** The first word that only decisions have: `if`, `result`, `nil`. */
export function findDecisionWord(program: Program): Node | null {
  return findNode(program, ({ kind }) => DECISION_WORDS.has(kind));
}

/** The first predicate or raw ACL. */
export function findPredicate(program: Program): Node | null {
  return findNode(program, ({ kind }) => kind === 'Predicate' || kind === 'RawAcl');
}

/** What a text is meant to be, where nobody said. */
export function inferKind(program: Program, versions: readonly string[]): ProgramKind {
  if (findPredicate(program) !== null) return 'condition';
  if (findDecisionWord(program) !== null) return 'decision';
  const value = finalValue(program);
  if (value?.kind === 'VersionLiteral') return 'decision';
  return value?.kind === 'Name' && ['candidate', 'baseline', ...versions].includes(value.name)
    ? 'decision'
    : 'score';
}

/** The final expression; of a name for a `let`, what that stands for. */
function finalValue({ statements, value }: Program): Expression | null {
  return statements.reduceRight<Expression | null>(
    (final, statement) =>
      statement.kind === 'Let' && final?.kind === 'Name' && statement.name === final.name
        ? statement.value
        : final,
    value,
  );
}
