import type { Matcher } from '@lamia/lang';
import type { Subject } from '../source.js';

/**
 * How one number is made of series, without a query language: the same tree is answered by Prometheus (each leaf becomes a
 * part of a grouped query) and by the scrape source (each leaf is computed from the pages it kept).
 */
export type Measure =
  | Leaf
  | { readonly kind: 'scaled'; readonly of: Measure; readonly factor: number }
  /** A count over the window as a rate: divided by the window's seconds. */
  | { readonly kind: 'per-second'; readonly of: Measure }
  | { readonly kind: 'quotient'; readonly dividend: Measure; readonly divisor: Measure }
  | { readonly kind: 'sum'; readonly terms: readonly Measure[] }
  /** An absent `of` is 0 where the witness is known: error classes exist only once there was an error. */
  | { readonly kind: 'zero-when-absent'; readonly of: Measure; readonly witness: Measure };

/** What is asked of the series themselves; everything else is arithmetic on these. */
export type Leaf =
  /** The sum over all series of what each counter gained in the window. */
  | { readonly kind: 'increase'; readonly series: Series }
  /** Each series' statistic over the window, then one number across the series. */
  | {
      readonly kind: 'over-time';
      readonly series: Series;
      readonly statistic: 'average' | 'min' | 'max';
      readonly across: 'sum' | 'max';
    }
  /** The quantile of what the buckets of a classic histogram (label `le`) gained in the window, added over all series. */
  | { readonly kind: 'quantile'; readonly series: Series; readonly quantile: number };

/** Series of one name, the part of them that counts, and the labels by which a subject's series are known. */
export interface Series {
  readonly name: string;
  readonly where: readonly Matcher[];
  readonly identity: Identity;
}

/** Label to the template of its value, sorted by label. */
export type Identity = ReadonlyMap<string, Template>;

/** Text with the subject's parts in it: `$application-$version`. */
export type Template = readonly (string | { readonly part: keyof Subject })[];

/** The values of the identity's labels for one subject, in the order of the labels. */
export function identityValues(identity: Identity, subject: Subject): readonly string[] {
  return [...identity.values()].map((template) =>
    template.map((piece) => (typeof piece === 'string' ? piece : subject[piece.part])).join(''),
  );
}

/** The leaves of a measure in the order they stand, witnesses included; one that stands twice is listed twice. */
export function leavesOf(measure: Measure): readonly Leaf[] {
  switch (measure.kind) {
    case 'increase':
    case 'over-time':
    case 'quantile':
      return [measure];
    case 'scaled':
    case 'per-second':
      return leavesOf(measure.of);
    case 'quotient':
      return [...leavesOf(measure.dividend), ...leavesOf(measure.divisor)];
    case 'sum':
      return measure.terms.flatMap(leavesOf);
    case 'zero-when-absent':
      return [...leavesOf(measure.of), ...leavesOf(measure.witness)];
  }
}
