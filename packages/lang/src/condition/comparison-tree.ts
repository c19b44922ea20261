import type { Atom } from './atom.js';
import { parseRegex } from './parse-regex.js';
import { ANYTHING, choice, literalTree, repeat, sequence, type RegexTree } from './regex-tree.js';

/** What a value must match as a whole to pass a test; anything passes the test for presence. */
export function comparisonTree(atom: Atom): RegexTree {
  const { ignoreCase } = atom;
  switch (atom.op) {
    case 'exact':
      return literalTree(atom.value, ignoreCase);
    case 'prefix':
      return sequence(literalTree(atom.value, ignoreCase), ANYTHING);
    case 'under':
      return sequence(
        literalTree(atom.value, ignoreCase),
        repeat(sequence(literalTree('/'), ANYTHING), 0, 1),
      );
    case 'suffix':
      return sequence(ANYTHING, literalTree(atom.value, ignoreCase));
    case 'contains':
      return sequence(ANYTHING, literalTree(atom.value, ignoreCase), ANYTHING);
    case 'regex':
      return parseRegex(atom.value, ignoreCase);
    case 'in':
      return choice(...atom.values.map((value) => literalTree(value, ignoreCase)));
    case 'present':
      return ANYTHING;
  }
}
