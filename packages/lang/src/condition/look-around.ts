import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import type { Predicate } from '../syntax/ast.js';
import { printPredicate } from '../syntax/print-predicate.js';

/** Look-ahead and look-behind, positive and negative; not after a backslash, nor in a class. */
const LOOK_AROUND = /^(?:\\[^]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|[^\\[(]|\((?!\?<?[=!]))*\(\?<?[=!]/;
/** Back-references, numbered and named. */
const BACK_REFERENCE = /^(?:\\[^1-9k]|\[\^?\]?(?:\\[^]|[^\]\\])*\]|[^\\[])*(?:\\[1-9]|\\k[<{'])/;

/**
 * The two ways in which people write "contains none of these" without a `not`: `^(?:(?!A|B).)*$`, which the founding tutorials
 * used for the complement of a route, and `^(?!.*(?:A|B)).*$`.
 */
const COMPLEMENTS = [
  /^\^?\((?:\?:)?\(\?!(?<inner>[^]*)\)\.\)\*\$?$/,
  /^\^?\(\?!\.\*(?<inner>[^]*?)\)\.\*\$?$/,
] as const;

/** What to say of a pattern that no linear-time engine takes, with the way to write it as a condition; null where it has none. */
export function lookAround(node: Predicate, pattern: string): Diagnostic | null {
  if (node.test.test !== 'regex') return null;
  const { start, end } = node.test.text;
  const place = { start, end };
  if (BACK_REFERENCE.test(pattern)) {
    return {
      code: 'regex-look-around',
      severity: 'error',
      message: `\`${excerpt(pattern)}\` refers back to a group, which no engine can match in linear time: write the texts out`,
      ...place,
    };
  }
  if (!LOOK_AROUND.test(pattern)) return null;
  const inner = COMPLEMENTS.map((shape) => shape.exec(pattern)?.groups?.['inner']).find(
    (found) => found !== undefined && !LOOK_AROUND.test(found),
  );
  const better = inner === undefined ? null : complement(node, place, inner);
  const advice = better === null ? 'say it with `and`, `or` and `not`' : `write \`${excerpt(better, 200)}\``;
  return {
    code: 'regex-look-around',
    severity: 'error',
    message: `\`${excerpt(pattern)}\` looks around, which RE2 does not do: ${advice}`,
    ...place,
    ...(better !== null && {
      fixes: [{ title: 'say it with not', edits: [{ start: node.start, end: node.end, text: better }] }],
    }),
  };
}

/** `present and not (…)`: the look-ahead, too, held only of a value that is there. */
function complement(node: Predicate, place: { start: number; end: number }, inner: string): string {
  const { field, name, ignoreCase } = node;
  const present = printPredicate({ field, name, ignoreCase: false, test: { test: 'present' } });
  const value = `.*(${inner.replace(/^\(\?:([^()]*)\)$/, '$1')}).*`;
  const regex = printPredicate({
    field,
    name,
    ignoreCase,
    test: { test: 'regex', text: { value, ...place } },
  });
  return `(${present} and not ${regex})`;
}
