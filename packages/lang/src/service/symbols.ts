import type { Span } from '../source/span.js';
import type { Analysis } from './analysis.js';
import { letBindings } from './bindings.js';
import { typeOfLet } from './lets.js';
import { typeText } from './type-text.js';

/** A name that a program gives, for an outline. */
export interface DocumentSymbol extends Span {
  readonly name: string;
  /** What it is, `ratio`; empty where that is not known. */
  readonly detail: string;
  readonly nameSpan: Span;
}

/** Every `let` in source order. */
export function documentSymbols(analysis: Analysis): readonly DocumentSymbol[] {
  return letBindings(analysis).map(({ declaration }) => {
    const { name, nameSpan, start, end } = declaration;
    const type = typeOfLet(analysis, declaration);
    return { name, nameSpan, start, end, detail: type === null ? '' : typeText(type) };
  });
}
