import type { Span } from '@lamia/lang';

/** A text that a user gave and the name that messages call it by: a path as it was written, `-` for standard input. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** A span of one source text; offsets are UTF-16 code units. */
export interface Place extends Span {
  readonly source: SourceText;
}

/** The same source, another span of it. */
export function placeIn(source: SourceText, start: number, end: number): Place {
  return { source, start, end };
}
