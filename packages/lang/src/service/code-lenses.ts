import { headline } from '../evaluate/headline.js';
import type { Span } from '../source/span.js';
import type { Analysis } from './analysis.js';
import { evaluations } from './evaluation.js';

/** What is shown above a place of the text. */
export interface CodeLens extends Span {
  readonly title: string;
}

/** Above the program, what it comes to on the current values and why. */
export function codeLenses(analysis: Analysis): readonly CodeLens[] {
  const { statements, value } = analysis.program;
  const first = statements[0] ?? value;
  if (first === null) return [];
  const { start } = first;
  return evaluations(analysis).map((trace) => ({ start, end: start, title: headline(trace) }));
}
