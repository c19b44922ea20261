import { isRunnable, type Diagnostic } from './diagnostics/diagnostic.js';
import { checkSize } from './syntax/limit-checks.js';
import { parse, type ParseResult } from './syntax/parse.js';
import { printProgram } from './syntax/printer.js';

export interface FormatResult {
  /** The canonical text, without a line break at its end; null where the source, or this text, cannot be read. */
  readonly text: string | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** The canonical form of a program: the same tree, comments kept. */
export function format(source: string): FormatResult {
  return formatParsed(parse(source));
}

/** The same for a text that was parsed before. */
export function formatParsed({ source, program, comments, diagnostics }: ParseResult): FormatResult {
  if (!isRunnable(diagnostics)) return { text: null, diagnostics };
  const text = printProgram(program, source, comments);
  // Blanks and line breaks may make it longer than a program can be, and then it could not be read again.
  const tooLong = checkSize(text);
  return tooLong === null ? { text, diagnostics } : { text: null, diagnostics: [...diagnostics, tooLong] };
}
