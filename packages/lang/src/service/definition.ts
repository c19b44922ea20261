import type { Span } from '../source/span.js';
import type { Analysis } from './analysis.js';
import { bindingAt } from './bindings.js';

/** Where the name at a place is given by `let`; null where it is no such name. */
export function definitionAt(analysis: Analysis, offset: number): Span | null {
  return bindingAt(analysis, offset)?.binding.declaration.nameSpan ?? null;
}

/** Every place of the name that stands at one, its declaration first. */
export function referencesAt(analysis: Analysis, offset: number): readonly Span[] {
  const found = bindingAt(analysis, offset);
  return found === null ? [] : [found.binding.declaration.nameSpan, ...found.binding.uses];
}
