import type { Type } from '../check/type.js';
import type { Let } from '../syntax/ast.js';
import { visit } from '../syntax/visitor.js';
import type { Analysis } from './analysis.js';

/** The declaration whose name stands at a place; null where the parser could not make one of it. */
export function letAt({ program }: Analysis, nameStart: number): Let | null {
  let found: Let | null = null;
  visit(program, {
    Let: (node) => {
      if (node.nameSpan.start === nameStart) found = node;
    },
  });
  return found;
}

export function typeOfLet({ meaning }: Analysis, { value }: Let): Type | null {
  return meaning.types.get(value) ?? null;
}
