import type { Analysis, Span } from '@lamia/lang';
import { standsVerbatim } from '../config/rules/expression.js';
import { scalarMap } from '../config/yaml/yaml-scalar-map.js';
import type { TreeScalar } from '../config/yaml/tree.js';
import type { ReadingPlace } from './reading-place.js';

/** A program and how it lies in its file: all of it, or what one setting of a gateway or policy holds. */
export interface ProgramPart {
  readonly analysis: Analysis;
  /** What it reads; null where that is not known. */
  readonly reading: ReadingPlace | null;
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
export function wholeFile(analysis: Analysis, reading: ReadingPlace | null): ProgramPart {
  return {
    analysis,
    reading,
    place: { start: 0, end: analysis.text.length },
    span: ({ start, end }) => ({ start, end }),
    editable: ({ start, end }) => ({ start, end }),
    offsetAt: (place) => place,
    written: (text) => text,
  };
}

/** A program inside of YAML; null for a text that no file holds. */
export function inScalar(
  analysis: Analysis,
  scalar: TreeScalar,
  reading: ReadingPlace | null,
): ProgramPart | null {
  const { token, place } = scalar;
  if (token === null) return null;
  const map = scalarMap(token);
  return {
    analysis,
    reading,
    place: { start: place.start, end: place.end },
    span: ({ start, end }) => map.span(start, end),
    editable: ({ start, end }) => map.verbatimSpan(start, end),
    offsetAt: (at) => map.offsetAt(at),
    written: (text) => {
      if (standsVerbatim(text, scalar)) return text;
      if (/[\r\n]/.test(text)) return null;
      if (token.type === 'double-quoted-scalar') return JSON.stringify(text).slice(1, -1);
      return token.type === 'single-quoted-scalar' ? text.replaceAll("'", "''") : null;
    },
  };
}
