import type { MatchOperator } from '../syntax/ast.js';

/** Whose metric a read asks for, before a release gives roles and the scored version their labels. */
export type ReadVersion =
  | { readonly form: 'role'; readonly role: 'baseline' | 'candidate' }
  | { readonly form: 'label'; readonly label: string }
  | { readonly form: 'scored' };

/** One condition of a selector on a label of the series. */
export interface Matcher {
  readonly label: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

/**
 * One distinct input of a program. Reads are by reference: the same read written twice is one slot and one value.
 */
export type ReadKey =
  | {
      readonly kind: 'metric';
      readonly version: ReadVersion;
      readonly metric: string;
      readonly statistic: string | null;
      /** Sorted by label, operator, value. */
      readonly selector: readonly Matcher[];
      /** Milliseconds; null for the gateway's window. */
      readonly window: number | null;
      /** Milliseconds; 0 for none. */
      readonly offset: number;
    }
  | { readonly kind: 'promql'; readonly query: string; readonly unit: string | null };

/** What a release calls its versions, so that one program serves every release. */
export interface Binding {
  readonly versions: readonly string[];
  readonly baseline: string | null;
  readonly candidate: string | null;
}
