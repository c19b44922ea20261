import type { Span } from '../source/span.js';
import type { DiagnosticCode } from './codes.js';

/** `error` keeps a program from running; `warning` and `info` do not. */
export type Severity = 'error' | 'warning' | 'info';

/** A replacement of `[start, end)` by `text`; the edits of one fix never overlap. */
export interface Edit extends Span {
  readonly text: string;
}

/** A way out that an editor can apply as it stands. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Another place that explains the diagnostic, such as the first of two declarations. */
export interface RelatedPlace extends Span {
  readonly message: string;
}

/**
 * One finding about a source text. Offsets are UTF-16 code units; line and column are added where a
 * diagnostic is shown (see `locate`), since the text may be embedded in another file.
 */
export interface Diagnostic extends Span {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  /** One lower-case sentence without a final period, user input in backticks. */
  readonly message: string;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly Fix[];
}

/** True when nothing in the list keeps the program from running. */
export function isRunnable(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.every((diagnostic) => diagnostic.severity !== 'error');
}

/** Takes the findings of one rule as they come. */
export type DiagnosticSink = (diagnostic: Diagnostic) => void;
