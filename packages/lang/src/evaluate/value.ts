import type { Span } from '../source/span.js';

/** Why a read gave no usable number, or an operation none. */
export type UnknownCause =
  'no-series' | 'nan' | 'infinite' | 'divide-by-zero' | 'many-series' | 'too-few' | 'source-failed';

/** What a metric source says about one read: one finite number, or why there is none. */
export type Sample =
  | {
      readonly known: true;
      readonly value: number;
      /** An absent series whose witness was present. */ readonly assumed?: boolean;
    }
  | {
      readonly known: false;
      readonly cause: UnknownCause;
      /** For people, such as the label sets of many series. */ readonly detail?: string;
    };

/** One place that keeps a value from being known. */
export interface UnknownReason extends Span {
  /** The read's text, `metric version2 upstream_rq_total`; for a division by zero the divisor's. */
  readonly read: string;
  readonly cause: UnknownCause;
  readonly detail?: string;
}

/** A value of the language. An unknown carries every reason that blocks it, each once, in source order. */
export type Value =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'version'; readonly label: string }
  | { readonly kind: 'nil' }
  | { readonly kind: 'unknown'; readonly reasons: readonly UnknownReason[] };

/** The three outcomes of a decision that callers tell apart; see `grammar/SPEC.md` §4. */
export interface Decision {
  readonly kind: 'decision';
  readonly decided: boolean;
  /** The favoured version's label; null where the author holds, and where the data cannot say. */
  readonly result: string | null;
  /** What blocks; empty when decided. */
  readonly unknown: readonly UnknownReason[];
}

/** The score of one version. */
export type Score =
  | { readonly known: true; readonly value: number }
  | { readonly known: false; readonly unknown: readonly UnknownReason[] };

/** The scores of all versions side by side. */
export interface Scores {
  readonly kind: 'score';
  readonly values: Readonly<Record<string, number | null>>;
  /** Null unless every score is known and exactly one is best. */
  readonly best: string | null;
  readonly unknown: readonly UnknownReason[];
}
