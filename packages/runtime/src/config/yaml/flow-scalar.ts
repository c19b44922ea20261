import { PieceWriter } from './pieces.js';
import type { Piece } from './pieces.js';

/** The pieces of a plain scalar whose source text begins at `offset`: lines fold, blanks round line breaks go. */
export function plainPieces(source: string, offset: number): readonly Piece[] {
  const writer = new PieceWriter(offset);
  writeUnfolded(writer, source, offset, (start, end) => writer.verbatim(start, end));
  return writer.pieces;
}

/** The same for single quotes, which stand at both ends of `source`; a doubled quote inside is one. */
export function singleQuotedPieces(source: string, offset: number): readonly Piece[] {
  const writer = new PieceWriter(offset + 1);
  const inner = source.slice(1, -1);
  writeUnfolded(writer, inner, offset + 1, (start, end) => {
    let from = start;
    for (const { index } of source.slice(start - offset, end - offset).matchAll(/''/g)) {
      writer.verbatim(from, start + index);
      writer.unit(1, start + index, start + index + 2);
      from = start + index + 2;
    }
    writer.verbatim(from, end);
  });
  return writer.pieces;
}

/** Folds lines as YAML 1.2 §7.3.3 says; `write` lays out the text of one line. */
function writeUnfolded(
  writer: PieceWriter,
  source: string,
  offset: number,
  write: (start: number, end: number) => void,
): void {
  const lines = source.split('\n');
  let at = offset;
  let separator = 0;
  for (const [index, line] of lines.entries()) {
    const isFirst = index === 0;
    const isLast = index === lines.length - 1;
    const start = at + (isFirst ? 0 : leadingBlanks(line));
    const end = at + (isLast ? line.length : lengthWithoutEnd(line));
    at += line.length + 1;
    if (end <= start && !isFirst && !isLast) {
      // The first empty line turns the fold's blank into a line break, each further one adds another.
      separator += 1;
      continue;
    }
    if (!isFirst) writer.unitUpTo(Math.max(1, separator), start);
    write(start, Math.max(start, end));
    separator = 0;
  }
}

/** One step through double-quoted text: a fold, a line break taken away, an escape, or characters as they stand. */
const DOUBLE_QUOTED =
  /(?<fold>[ \t]*(?:\r?\n[ \t]*)+)|(?<gone>\\\r?\n[ \t]*)|\\U(?<code>[\dA-Fa-f]{8})|(?<escape>\\(?:x..|u.{4}|.))|(?:[^\\ \t\r\n]+|[ \t]+|\r)/gsy;

/** The pieces of a double-quoted scalar, quotes included in `source`: escapes are units, lines fold. */
export function doubleQuotedPieces(source: string, offset: number): readonly Piece[] {
  const writer = new PieceWriter(offset + 1);
  const inner = source.slice(1, -1);
  for (const match of inner.matchAll(DOUBLE_QUOTED)) {
    const start = offset + 1 + match.index;
    const end = start + match[0].length;
    const { fold, gone, code, escape } = match.groups ?? {};
    if (fold !== undefined) writer.unit(Math.max(1, fold.split('\n').length - 2), start, end);
    else if (code !== undefined)
      writer.unit(String.fromCodePoint(Number.parseInt(code, 16)).length, start, end);
    else if (escape !== undefined) writer.unit(1, start, end);
    else if (gone === undefined) writer.verbatim(start, end);
  }
  return writer.pieces;
}

const leadingBlanks = (line: string): number => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** Without a carriage return and the blanks before it. */
const lengthWithoutEnd = (line: string): number =>
  line.replace(/\r$/, '').replace(/(?<![ \t])[ \t]+$/, '').length;
