import type { RequestInput, TargetName } from '@lamia/lang';
import type { Goal } from './outcome.js';

/** One file of `grammar/conformance/`; `grammar/conformance/schema.json` is its schema, README.md its meaning. */
export interface VectorFile {
  readonly about: string;
  readonly catalogues?: Readonly<Record<string, CatalogueSpec>>;
  readonly vectors: readonly Vector[];
}

/** A vector as it stands in its file: of one program, or of a gateway's ordered routes. */
export type Vector = ProgramVector | RoutesVector;

/** What vectors of both kinds have. */
interface Named {
  readonly name: string;
  readonly section: string;
  readonly attested?: string;
}

export interface ProgramVector extends Named {
  readonly source: Source;
  readonly kind?: 'decision' | 'score' | 'condition';
  readonly versions?: readonly string[];
  readonly baseline?: string | null;
  readonly candidate?: string | null;
  readonly catalogue?: string | CatalogueSpec;
  readonly window?: string;
  readonly allowPromql?: boolean;
  readonly metrics?: MetricsSpec;
  readonly queries?: Readonly<Record<string, SampleSpec>>;
  readonly goal?: Goal;
  readonly request?: RequestInput;
  readonly expect: Expectation;
}

export interface RoutesVector extends Named {
  /** Conditions by the names of their routes, in order; one that takes the rest follows them. */
  readonly routes: Readonly<Record<string, Source>>;
  readonly target?: TargetName;
  readonly expect: RoutesExpectation;
}

export type Source = string | readonly SourcePiece[];

export type SourcePiece = string | { readonly repeat: string; readonly times: number };

export type CatalogueSpec = Readonly<Record<string, MetricSpec>>;

export type MetricSpec =
  | {
      readonly unit: string;
      readonly kind: 'counter' | 'gauge' | 'rate';
      readonly statistics?: readonly string[];
    }
  | { readonly unavailable: string };

/** By version label, then by the text of what is read. */
export type MetricsSpec = Readonly<Record<string, Readonly<Record<string, SampleSpec>>>>;

export type SampleSpec =
  | number
  | null
  | 'NaN'
  | '+Inf'
  | '-Inf'
  | readonly number[]
  | { readonly assumed: 0 }
  | { readonly unknown: CauseSpec; readonly detail?: string };

export type CauseSpec =
  'no-series' | 'nan' | 'infinite' | 'divide-by-zero' | 'many-series' | 'too-few' | 'source-failed';

export interface Expectation {
  readonly accepted?: boolean;
  readonly kind?: 'decision' | 'score' | 'condition';
  readonly diagnostics?: readonly DiagnosticSpec[];
  readonly reports?: readonly DiagnosticSpec[];
  readonly decided?: boolean;
  readonly result?: string | null;
  readonly values?: Readonly<Record<string, number | null>>;
  readonly best?: string | null;
  readonly unknown?: readonly ReasonSpec[];
  readonly explain?: readonly string[];
  readonly format?: string | null;
  readonly matches?: boolean;
  readonly plain?: boolean;
  readonly rules?: readonly RuleSpec[];
  readonly ruleCount?: number;
}

export interface RoutesExpectation {
  readonly diagnostics?: readonly DiagnosticSpec[];
  readonly reports?: readonly DiagnosticSpec[];
  readonly rules?: readonly RuleSpec[];
  readonly ruleCount?: number;
  readonly emits?: boolean;
}

/** A route rule: canonical texts of its literals, and of several routes the one it is for. */
export interface RuleSpec {
  readonly to?: string;
  readonly all: readonly string[];
}

export interface DiagnosticSpec {
  readonly code: string;
  readonly route?: string;
  readonly severity?: 'error' | 'warning' | 'info';
  readonly at?: string;
  readonly start?: number;
  readonly mentions?: readonly string[];
  readonly fixed?: readonly string[];
}

export interface ReasonSpec {
  readonly read?: string;
  readonly reason: CauseSpec;
  readonly at?: string;
  readonly start?: number;
  readonly detail?: string;
}

/** A program, its pieces joined. */
export function sourceOf(source: Source): string {
  if (typeof source === 'string') return source;
  return source
    .map((piece) =>
      typeof piece === 'string'
        ? piece
        : Array.from({ length: piece.times }, (_, index) =>
            piece.repeat.replaceAll('{i}', String(index + 1)),
          ).join(''),
    )
    .join('');
}
