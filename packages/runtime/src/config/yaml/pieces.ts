import type { Span } from '@lamia/lang';

/**
 * A run of a decoded scalar and where it stands in the file. A verbatim run is the file's own characters one by one; any
 * other (an escape, a folded line break, a chomped end) is one unit of `length` characters.
 */
export interface Piece extends Span {
  readonly length: number;
  readonly verbatim: boolean;
}

/** Lays a decoded scalar out piece by piece, in order. */
export class PieceWriter {
  readonly #pieces: Piece[] = [];
  #end: number;

  /** @param start where the scalar's content begins in the file */
  constructor(start: number) {
    this.#end = start;
  }

  get pieces(): readonly Piece[] {
    return this.#pieces;
  }

  /** The file's characters `[start, end)` as they stand. */
  verbatim(start: number, end: number): void {
    if (end > start) this.#pieces.push({ start, end, length: end - start, verbatim: true });
    this.#end = Math.max(start, end);
  }

  /** `length` characters that the file writes as `[start, end)`. */
  unit(length: number, start: number, end: number): void {
    if (length > 0) this.#pieces.push({ start, end, length, verbatim: false });
    this.#end = end;
  }

  /** `length` characters that the file writes between the last piece and `end`. */
  unitUpTo(length: number, end: number): void {
    this.unit(length, Math.min(this.#end, end), end);
  }
}
