import type { CST } from 'yaml';
import type { Span } from '@lamia/lang';
import { blockScalarPieces } from './block-scalar.js';
import { doubleQuotedPieces, plainPieces, singleQuotedPieces } from './flow-scalar.js';
import type { Piece } from './pieces.js';

/** How the decoded text of one YAML scalar lies in its file. */
export interface ScalarMap {
  /** Of the decoded text. */
  readonly length: number;
  /** The file's span for a span of the decoded text; an empty one gives an empty one. */
  span(start: number, end: number): Span;
  /** The file's span where every character of it is the file's own, so that an edit can go there; otherwise null. */
  verbatimSpan(start: number, end: number): Span | null;
  /** The place in the decoded text that one of the file is at or just behind. */
  offsetAt(place: number): number;
}

/** The decoded value in pieces, in order; together they are as long as the value that the YAML reader gives. */
function scalarPieces(token: CST.FlowScalar | CST.BlockScalar): readonly Piece[] {
  switch (token.type) {
    case 'block-scalar':
      return blockScalarPieces(token);
    case 'double-quoted-scalar':
      return doubleQuotedPieces(token.source, token.offset);
    case 'single-quoted-scalar':
      return singleQuotedPieces(token.source, token.offset);
    case 'scalar':
      return plainPieces(token.source, token.offset);
    case 'alias':
      throw new TypeError('an alias has no text of its own');
  }
}

/** Maps places in the decoded text of a scalar to places in its file. */
export function scalarMap(token: CST.FlowScalar | CST.BlockScalar): ScalarMap {
  const pieces = positioned(scalarPieces(token));
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const pieceAt = (offset: number) => pieces[lastAtOrBefore(pieces, offset)];
  const startOf = (offset: number): number => {
    const piece = pieceAt(offset);
    if (piece === undefined) return contentStart(token);
    return piece.verbatim ? piece.start + offset - piece.at : piece.start;
  };
  /** Just behind the character before `offset`. */
  const endOf = (offset: number): number => {
    const piece = offset === 0 ? undefined : pieceAt(offset - 1);
    if (piece === undefined) return contentStart(token);
    return piece.verbatim ? piece.start + offset - piece.at : piece.end;
  };
  return {
    length,
    span: (start, end) => {
      // At the end of the text there is no character to point at: point behind the last one.
      const first = start >= length ? endOf(length) : startOf(start);
      return { start: first, end: end > start ? Math.max(first, endOf(Math.min(end, length))) : first };
    },
    verbatimSpan: (start, end) => {
      // At the border of two pieces an insertion can go to the end of the first.
      const piece = [pieceAt(start), pieceAt(start - 1)].find(
        (one) => one?.verbatim === true && end <= one.at + one.length,
      );
      return piece === undefined
        ? null
        : { start: piece.start + start - piece.at, end: piece.start + end - piece.at };
    },
    offsetAt: (place) => {
      const piece = pieces.findLast(({ start }) => start <= place);
      if (piece === undefined) return 0;
      const within = piece.verbatim || place === piece.start ? place - piece.start : piece.length;
      return piece.at + Math.min(within, piece.length);
    },
  };
}

type PositionedPiece = Piece & { /** Where it begins in the decoded text. */ readonly at: number };

function positioned(pieces: readonly Piece[]): readonly PositionedPiece[] {
  let at = 0;
  return pieces.map((piece) => {
    const placed = { ...piece, at };
    at += piece.length;
    return placed;
  });
}

function lastAtOrBefore(pieces: readonly PositionedPiece[], offset: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.at ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where the text would begin: behind an opening quote or a block header. */
function contentStart(token: CST.FlowScalar | CST.BlockScalar): number {
  if (token.type === 'block-scalar') return token.offset;
  return token.type === 'scalar' ? token.offset : token.offset + 1;
}
