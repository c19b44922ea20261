import { excerpt } from '../../diagnostics/excerpt.js';
import { visit } from '../../syntax/visitor.js';
import type { Resolution } from '../checked.js';
import type { RuleContext } from './rule.js';

/**
 * A name that nothing uses still costs its reads. Uses count by name and place, so that a second `let` of one name, an error of
 * its own, does not make the first look unused.
 */
export function unusedLet({
  program,
  resolution,
  report,
}: Pick<RuleContext, 'program' | 'report'> & { readonly resolution: Pick<Resolution, 'names'> }): void {
  const uses = new Map<string, number[]>();
  for (const [{ name, start }, meaning] of resolution.names) {
    if (meaning.kind !== 'let') continue;
    const places = uses.get(name);
    if (places === undefined) uses.set(name, [start]);
    else places.push(start);
  }
  visit(program, {
    Let: (node, path) => {
      const end = path.at(-1)?.end ?? node.end;
      if (uses.get(node.name)?.some((start) => start >= node.end && start < end) === true) return;
      const name = excerpt(node.name);
      report({
        code: 'unused-let',
        severity: 'warning',
        message: `nothing uses \`${name}\`: remove it`,
        ...node.nameSpan,
        fixes: [{ title: `remove ${name}`, edits: [{ start: node.start, end: node.end, text: '' }] }],
      });
    },
  });
}
