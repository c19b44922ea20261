import type { Edit } from '../diagnostics/diagnostic.js';
import { formatParsed } from '../format.js';
import type { Analysis } from './analysis.js';
import { changedLines } from './changed-lines.js';

/** The canonical text with the line ends of this one; null where it cannot be read. */
export function formatted({ text, parsed }: Analysis): string | null {
  const canonical = formatParsed(parsed).text;
  if (canonical === null) return null;
  const lineBreak = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const ending = /[\n\r]\s*$/.test(text) && canonical !== '' ? lineBreak : '';
  return canonical.replace(/\r\n|\n|\r/g, lineBreak) + ending;
}

/** What brings a text into its canonical form, line by line, so that a cursor stays where it is; nothing for a broken text. */
export function formatEdits(analysis: Analysis): readonly Edit[] {
  const wanted = formatted(analysis);
  return wanted === null ? [] : changedLines(analysis.text, wanted);
}
