import type { Matcher, Unit } from '@lamia/lang';
import type { Place } from '../../config/place.js';
import type { Identity } from './measure.js';

/** One catalogue file as it stands, families written out, before names are resolved and a base file is filled in. */
export interface CatalogueFile {
  readonly description: string | null;
  readonly base: { readonly name: string; readonly place: Place } | null;
  /** For every metric that has none of its own, those of the base included. */
  readonly identity: Identity | null;
  /** Matchers of every series whose metric has no identity of its own; null keeps the base's. */
  readonly where: readonly Matcher[] | null;
  readonly metrics: ReadonlyMap<string, Declaration>;
  readonly unavailable: ReadonlyMap<string, string>;
}

/** One name of a catalogue file. */
export interface Declaration {
  /** Where the name stands. */
  readonly place: Place;
  readonly description: string | null;
  readonly form: Form;
}

/** How a metric's number is made, in the words of the file. */
export type Form =
  | {
      readonly kind: 'counter';
      readonly series: SeriesDeclaration;
      readonly unit: Unit;
      readonly witness: Reference | null;
    }
  | {
      readonly kind: 'gauge';
      readonly series: SeriesDeclaration;
      readonly unit: Unit;
      readonly across: 'sum' | 'max';
    }
  /** The series `name_bucket`, `name_sum` and `name_count`. */
  | { readonly kind: 'histogram'; readonly series: SeriesDeclaration; readonly unit: Unit }
  | { readonly kind: 'ratio'; readonly of: Reference; readonly to: Reference }
  | { readonly kind: 'sum'; readonly terms: readonly Reference[] }
  /** Another name of the same thing. */
  | { readonly kind: 'as'; readonly target: Reference };

export interface SeriesDeclaration {
  readonly name: string;
  readonly where: readonly Matcher[];
  /** Null for the file's. */
  readonly identity: Identity | null;
  /** What a value is multiplied by to be in the metric's unit. */
  readonly scale: number;
}

/** `latency` or `latency.p99`, and where it is written. */
export interface Reference {
  readonly metric: string;
  readonly statistic: string | null;
  readonly place: Place;
}

export const referenceText = ({ metric, statistic }: Reference): string =>
  statistic === null ? metric : `${metric}.${statistic}`;
