import { literalText, type Literal } from '../../condition/atom.js';
import type { Rule, TargetProblem } from '../target.js';
import { excerpt } from '../../diagnostics/excerpt.js';

/** A token of HTTP: what the name of a header and of a cookie is made of. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const PARAMETER = /^[^\s&=#?\p{Cc}]+$/u;

/** What is wrong with names that no request can carry, one problem for each literal. */
export function unsendableNames(rules: readonly Rule[]): readonly TargetProblem[] {
  return rules.flatMap(({ all, route }) =>
    all.flatMap((literal): TargetProblem[] => {
      const expected = nameRule(literal);
      if (expected === null) return [];
      const message = `no request can carry the name in \`${excerpt(literalText(literal))}\`: ${expected}`;
      return [{ code: 'target-name', severity: 'error', message, literal, route }];
    }),
  );
}

function nameRule({ field, name }: Literal): string | null {
  switch (field) {
    case 'header':
    case 'cookie':
      if (TOKEN.test(name ?? '')) return null;
      return `the name of a ${field} has letters, digits and \`!#$%&'*+-.^_|~\` alone`;
    case 'query':
      return PARAMETER.test(name ?? '')
        ? null
        : 'the name of a query parameter is without blanks, `&`, `=`, `?` and `#`';
    default:
      return null;
  }
}
