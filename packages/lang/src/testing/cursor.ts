/** A source text and the place of the cursor that was marked in it. */
export interface SourceWithCursor {
  readonly source: string;
  readonly offset: number;
}

/** Takes the one mark `<|>` out of a text. */
export function withCursor(text: string): SourceWithCursor {
  const [before = '', after, ...more] = text.split('<|>');
  if (after === undefined || more.length > 0) throw new Error(`one cursor is wanted: ${text}`);
  return { source: before + after, offset: before.length };
}
