import type { Span } from '../source/span.js';
import type { Predicate, Program } from '../syntax/ast.js';
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
  readonly places: readonly (readonly Predicate[])[];
  /** Warnings and information only. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Every raw ACL of a condition, in source order. */
export function rawAcls(formula: Formula): readonly (Formula & { readonly kind: 'raw' })[] {
  switch (formula.kind) {
    case 'raw':
      return [formula];
    case 'not':
      return rawAcls(formula.operand);
    case 'and':
    case 'or':
      return [...new Set(formula.operands.flatMap(rawAcls))];
    case 'test':
    case 'constant':
      return [];
  }
}
