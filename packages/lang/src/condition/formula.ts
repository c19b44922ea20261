import type { Span } from '../source/span.js';
import type { Program } from '../syntax/ast.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Atom } from './atom.js';

/**
 * What a condition says: tests joined by `and`, `or` and `not`. A `let` that is used twice is one node with two parents, never
 * two copies.
 */
export type Formula =
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[]; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: Formula; readonly span: Span }
  /** `atom` is an index into the condition's atoms. */
  | { readonly kind: 'test'; readonly atom: number; readonly span: Span }
  | { readonly kind: 'constant'; readonly value: boolean; readonly span: Span }
  /** Text for HAProxy alone, which nothing here understands. */
  | { readonly kind: 'raw'; readonly acl: string; readonly span: Span };

/** A condition without errors: what the matcher and the compiler take. */
export interface Condition {
  readonly source: string;
  readonly program: Program;
  readonly formula: Formula;
  /** The distinct tests, in the order in which they are first met. */
  readonly atoms: readonly Atom[];
  /** Where each atom is written, in source order; atoms and places share their indices. */
  readonly places: readonly (readonly Span[])[];
  /** Warnings and information only. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The parts that a formula is made of, by which it is walked. */
export function operandsOf(part: Formula): readonly Formula[] {
  switch (part.kind) {
    case 'and':
    case 'or':
      return part.operands;
    case 'not':
      return [part.operand];
    case 'test':
    case 'constant':
    case 'raw':
      return [];
  }
}

/**
 * Every part of a formula once, with the number of parts that it belongs to: two and more where a `let` is used so often. Walks that
 * follow each use instead would take a time that doubles with every `let`.
 */
export function partsOf(formula: Formula): ReadonlyMap<Formula, number> {
  const uses = new Map<Formula, number>([[formula, 0]]);
  // The map grows while it is walked.
  for (const part of uses.keys()) {
    for (const operand of operandsOf(part)) uses.set(operand, (uses.get(operand) ?? 0) + 1);
  }
  return uses;
}

/** Every raw ACL of a condition, in source order. */
export function rawAcls(formula: Formula): readonly (Formula & { readonly kind: 'raw' })[] {
  return [...partsOf(formula).keys()]
    .filter((part) => part.kind === 'raw')
    .sort((left, right) => left.span.start - right.span.start);
}
