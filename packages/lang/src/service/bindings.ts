import type { Span } from '../source/span.js';
import type { Let } from '../syntax/ast.js';
import { visit } from '../syntax/visitor.js';
import type { Analysis } from './analysis.js';

/** A `let` and every place that means it, in source order. */
export interface LetBinding {
  readonly declaration: Let;
  readonly uses: readonly Span[];
}

/** Every `let` of a program, in source order. */
export function letBindings({ program, meaning }: Analysis): readonly LetBinding[] {
  const uses = new Map<Let, Span[]>();
  visit(program, {
    Let: (node) => uses.set(node, []),
    Name: (node) => {
      const means = meaning.resolution.names.get(node);
      if (means?.kind === 'let') uses.get(means.declaration)?.push({ start: node.start, end: node.end });
    },
  });
  return [...uses].map(([declaration, found]) => ({ declaration, uses: found }));
}

/** The `let` that a place names or declares; a cursor after the last letter is on it too. */
export function bindingAt(
  analysis: Analysis,
  offset: number,
): { readonly binding: LetBinding; readonly at: Span } | null {
  for (const binding of letBindings(analysis)) {
    const at = [binding.declaration.nameSpan, ...binding.uses].find(
      ({ start, end }) => start <= offset && offset <= end,
    );
    if (at !== undefined) return { binding, at };
  }
  return null;
}
