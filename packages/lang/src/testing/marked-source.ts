import type { Span } from '../source/span.js';

/** A source text and the places that were marked in it. */
export interface MarkedSource {
  readonly source: string;
  /** In the order in which the marks open. */
  readonly spans: readonly Span[];
}

/** Takes the marks `<|` and `|>` out of a text; they may stand inside each other. */
export function marked(text: string): MarkedSource {
  let source = '';
  const spans: Span[] = [];
  const open: number[] = [];
  for (const piece of text.split(/(<\||\|>)/)) {
    if (piece === '<|') {
      open.push(spans.push({ start: source.length, end: Number.NaN }) - 1);
    } else if (piece === '|>') {
      const index = open.pop();
      const span = index === undefined ? undefined : spans[index];
      if (index === undefined || span === undefined)
        throw new Error(`a mark closes that none opened: ${text}`);
      spans[index] = { start: span.start, end: source.length };
    } else {
      source += piece;
    }
  }
  if (open.length > 0) throw new Error(`a mark is not closed: ${text}`);
  return { source, spans };
}
