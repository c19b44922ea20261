import type { CST } from 'yaml';
import { PieceWriter } from './pieces.js';
import type { Piece } from './pieces.js';

interface Line {
  /** Offset in the file. */
  readonly start: number;
  /** Leading blanks. */
  readonly indent: number;
  readonly content: string;
}

/**
 * The pieces of a `|` or `>` scalar, after YAML 1.2 §8.1: indentation goes, lines fold, the end is chomped. Follows the
 * reader of `yaml` step by step, since its value is the one whose places are asked for.
 */
export function blockScalarPieces(token: CST.BlockScalar): readonly Piece[] {
  const { folded, indent: explicitIndent, chomp } = header(token);
  const contentStart = token.offset + token.props.reduce((sum, prop) => sum + sourceLength(prop), 0);
  const lines = linesOf(token.source, contentStart);
  const writer = new PieceWriter(contentStart);
  const end = contentStart + token.source.length;

  const lastWithText = lines.findLastIndex(({ content }) => content !== '');
  if (lastWithText === -1) {
    if (chomp === '+' && lines.length > 0) writer.unit(Math.max(1, lines.length - 1), contentStart, end);
    return writer.pieces;
  }
  const firstWithText = lines.findIndex(({ content }) => content !== '');
  const trim = trimmedIndent(lines, firstWithText, token.indent + explicitIndent, explicitIndent > 0);
  // Blank lines at the end that are indented deeper than the text belong to it.
  const lastOfText = Math.max(
    lastWithText,
    lines.findLastIndex(({ indent }) => indent > trim),
  );

  for (const line of lines.slice(0, firstWithText)) {
    writer.unit(Math.max(0, line.indent - trim) + 1, line.start, line.start + line.indent + 1);
  }
  const text = lines.slice(firstWithText, lastOfText + 1);
  if (folded) writeFolded(writer, text, trim);
  else writeLiteral(writer, text, trim);
  writeEnd(writer, chomp, lines.slice(lastOfText + 1), trim, end);
  return writer.pieces;
}

function writeLiteral(writer: PieceWriter, lines: readonly Line[], trim: number): void {
  for (const [index, line] of lines.entries()) {
    if (index > 0) writer.unitUpTo(1, textStart(line, trim));
    writer.verbatim(textStart(line, trim), textEnd(line));
  }
}

function writeFolded(writer: PieceWriter, lines: readonly Line[], trim: number): void {
  let separator: '' | ' ' | '\n' = '';
  let afterIndented = false;
  for (const line of lines) {
    const start = textStart(line, trim);
    if (line.indent > trim || line.content.startsWith('\t')) {
      // Lines indented deeper keep their line breaks, and so does the line before them.
      const breaks = separator === '\n' && !afterIndented ? 2 : separator === '' ? 0 : 1;
      writer.unitUpTo(breaks, start);
      writer.verbatim(start, textEnd(line));
      separator = '\n';
      afterIndented = true;
    } else if (line.content === '') {
      if (separator === '\n') writer.unitUpTo(1, start);
      separator = '\n';
    } else {
      writer.unitUpTo(separator.length, start);
      writer.verbatim(start, textEnd(line));
      separator = ' ';
      afterIndented = false;
    }
  }
}

function writeEnd(writer: PieceWriter, chomp: Chomp, rest: readonly Line[], trim: number, end: number): void {
  if (chomp === '-') return;
  if (chomp === '') {
    writer.unitUpTo(1, end);
    return;
  }
  const kept = rest.map(({ indent }) => Math.max(0, indent - trim));
  const characters = kept.reduce((sum, blanks) => sum + 1 + blanks, 0);
  const endsInBreak = kept.length > 0 && kept.at(-1) === 0;
  writer.unitUpTo(characters + (endsInBreak ? 0 : 1), end);
}

function trimmedIndent(
  lines: readonly Line[],
  firstWithText: number,
  least: number,
  explicit: boolean,
): number {
  if (explicit) return least;
  return lines[firstWithText]?.indent ?? least;
}

type Chomp = '' | '-' | '+';

function header(token: CST.BlockScalar): { folded: boolean; indent: number; chomp: Chomp } {
  const [first] = token.props;
  const source = first?.type === 'block-scalar-header' ? first.source : '';
  const chomp = source.includes('-') ? '-' : source.includes('+') ? '+' : '';
  return { folded: source.startsWith('>'), indent: Number(/[1-9]/.exec(source)?.[0] ?? 0), chomp };
}

function linesOf(source: string, start: number): readonly Line[] {
  if (source === '') return [];
  let at = start;
  return source.split('\n').map((line) => {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    const read: Line = { start: at, indent, content: line.slice(indent).replace(/\r$/, '') };
    at += line.length + 1;
    return read;
  });
}

const textStart = (line: Line, trim: number): number => line.start + Math.min(trim, line.indent);

const textEnd = (line: Line): number => line.start + line.indent + line.content.length;

const sourceLength = (token: CST.Token): number => ('source' in token ? token.source.length : 0);
