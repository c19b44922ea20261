import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { firstErrors, inOrder } from '../diagnostics/in-order.js';
import type { Program } from './ast.js';
import { buildProgram } from './build-ast.js';
import { tokenize, type Comment, type TokenizedSource } from './lexer/tokenize.js';
import { checkDepth, checkSize, checkTokens } from './limit-checks.js';
import { syntaxErrors } from './misfit-errors.js';
import { parseTokens } from './parse-tokens.js';

/** What a source text says, as far as it can be read. */
export interface ParseResult {
  readonly source: string;
  /** Always a usable tree; parts that could not be read are left out of it. */
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a program of any kind and any dialect. Never throws: hostile text gives diagnostics, within limits that bound time and
 * memory by the size of the text.
 */
export function parse(source: string): ParseResult {
  return parseTokenized(source, tokenizeBounded(source));
}

/** The tokens of a text, or why it is too long to be cut into any. */
export type BoundedTokens = TokenizedSource | { readonly tooLong: Diagnostic };

/** The first half of `parse`, for those who look at tokens as well. */
export function tokenizeBounded(source: string): BoundedTokens {
  const tooLong = checkSize(source);
  return tooLong === null ? tokenize(source) : { tooLong };
}

/** The second half of `parse`. */
export function parseTokenized(source: string, tokenized: BoundedTokens): ParseResult {
  if ('tooLong' in tokenized) return unread(source, [], [tokenized.tooLong]);
  const { tokens, comments, diagnostics } = tokenized;
  const refused = checkTokens(tokens);
  if (refused !== null) return unread(source, comments, [...firstErrors(diagnostics), refused]);
  const { trees, misfits, isWhole } = parseTokens(tokens);
  const found = syntaxErrors(source, tokens, misfits, diagnostics);
  if (!isWhole) return unread(source, comments, firstErrors(found, true));
  const built = buildProgram(source, trees);
  // What does not fit the grammar was said; after recovery it may also stand where the tree lets it through. And how a text that is
  // broken should better be spelled is not known.
  const isNew = ({ code, severity, start }: Diagnostic): boolean =>
    found.length === 0 ||
    (severity === 'error' && (code !== 'syntax-error' || found.every((other) => other.start !== start)));
  const all = firstErrors([...found, ...built.diagnostics.filter(isNew)]);
  const tooDeep = checkDepth(built.program);
  if (tooDeep !== null) return unread(source, comments, [...all, tooDeep]);
  return { source, program: built.program, comments, diagnostics: all };
}

/** What is said of a text whose tree is not worth having. */
function unread(
  source: string,
  comments: readonly Comment[],
  diagnostics: readonly Diagnostic[],
): ParseResult {
  const program: Program = { kind: 'Program', statements: [], value: null, start: 0, end: source.length };
  return { source, program, comments, diagnostics: inOrder(diagnostics) };
}
