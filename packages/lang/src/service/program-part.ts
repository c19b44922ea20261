import type { Span } from '../source/span.js';
import type { Analysis } from './analysis.js';

/** A program and how it lies in its file: all of it, or what one setting of a gateway or policy holds. */
export interface ProgramPart {
  readonly analysis: Analysis;
  /** The part of the file that it takes. */
  readonly place: Span;
  /** Where in the file a part of the program stands. */
  span(part: Span): Span;
  /** The same where it can be edited; null where the file writes it in another way. */
  editable(part: Span): Span | null;
  /** The place in the program at one of the file. */
  offsetAt(place: number): number;
  /** How a new piece of program text is written in the file; null where it cannot. */
  written(text: string): string | null;
}

/** A program that is a file of its own. */
export function wholeFile(analysis: Analysis): ProgramPart {
  return {
    analysis,
    place: { start: 0, end: analysis.text.length },
    span: ({ start, end }) => ({ start, end }),
    editable: ({ start, end }) => ({ start, end }),
    offsetAt: (place) => place,
    written: (text) => text,
  };
}

/** The program that a place of the file is in. */
export function partAt(parts: readonly ProgramPart[], place: number): ProgramPart | null {
  return parts.find(({ place: { start, end } }) => start <= place && place <= end) ?? null;
}
