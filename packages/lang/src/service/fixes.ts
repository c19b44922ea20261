import type { Diagnostic, Fix } from '../diagnostics/diagnostic.js';
import type { Span } from '../source/span.js';
import type { Analysis } from './analysis.js';

/** A way out of one finding. */
export interface OfferedFix<Found = Diagnostic> extends Fix {
  readonly diagnostic: Found;
}

type WithFixes = Pick<Diagnostic, 'start' | 'end' | 'fixes'>;

/** What is wrong with the text, in source order, each with its ways out. */
export function diagnosticsOf(analysis: Analysis): readonly Diagnostic[] {
  return analysis.diagnostics;
}

/** The ways out of what is wrong at a place: of every finding that touches the span. */
export function fixesAt<Found extends WithFixes>(
  { diagnostics }: { readonly diagnostics: readonly Found[] },
  { start, end }: Span,
): readonly OfferedFix<Found>[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.start <= end && diagnostic.end >= start)
    .flatMap((diagnostic) => (diagnostic.fixes ?? []).map((fix) => ({ ...fix, diagnostic })));
}
