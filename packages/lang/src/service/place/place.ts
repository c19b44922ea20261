import type { ProgramKind } from '../../check/checked.js';
import { findDecisionWord, findPredicate } from '../../check/kind.js';
import type { Span } from '../../source/span.js';
import type { Lexeme } from '../../syntax/lexer/lexeme.js';
import { isClosed } from '../../syntax/string-literal.js';
import type { Analysis } from '../analysis.js';
import { expectNext, type Expected } from './expect-next.js';

/** Where a cursor is: what may stand there, and what of the text it would take the place of. */
export interface Place extends Expected {
  /** The word at the cursor, or what is in its quotes; empty between words. */
  readonly span: Span;
  /** Null outside of quotes. An open string needs its closing quote. */
  readonly quotes: { readonly mark: string; readonly isOpen: boolean } | null;
  /** What the program may be. */
  readonly kinds: ReadonlySet<ProgramKind>;
}

/** Null in comments and in raw ACLs, where the language says nothing. */
export function placeAt(analysis: Analysis, offset: number): Place | null {
  const { text, lexemes, comments } = analysis;
  if (comments.some((comment) => isInside(comment, offset))) return null;
  const last = lexemes.findLastIndex(({ start }) => start < offset);
  const touched = lexemes[last];
  const current = touched !== undefined && isAt(touched, offset) ? touched : null;
  if (current?.kind === 'raw') return null;
  const before = lexemes.slice(0, current === null ? last + 1 : last);
  const kinds = possibleKinds(analysis);
  const expected = expectNext(before, kinds.has('condition'));
  if (current?.kind !== 'string')
    return { ...readOff(expected), span: current ?? at(offset), quotes: null, kinds };
  const isOpen = !isClosed(current.text) || isShifted(analysis, last);
  const end = isOpen ? wordEnd(text, offset) : current.end - 1;
  return {
    ...readOff(expected),
    span: { start: current.start + 1, end },
    quotes: { mark: current.text.charAt(0), isOpen },
    kinds,
  };
}

function readOff({ expectation, nesting }: Expected): Expected {
  return { expectation, nesting };
}

function at(offset: number): Span {
  return { start: offset, end: offset };
}

/** A line comment goes on where it ends, a block comment does not. */
function isInside({ start, end, text }: Span & { readonly text: string }, offset: number): boolean {
  const goesOn = !text.startsWith('/*') || !text.endsWith('*/') || text.length < 4;
  return start < offset && (offset < end || (offset === end && goesOn));
}

/** Words are typed at their end, strings before their closing quote. */
function isAt({ kind, text, end }: Lexeme, offset: number): boolean {
  if (kind === 'operator' || kind === 'punctuation') return false;
  if (kind === 'string') return offset < end || !isClosed(text);
  return offset <= end && (kind !== 'raw' || offset < end);
}

/** Whether a string later on the line is left open: then the quote that closes this one opens it. */
function isShifted({ text, lexemes }: Analysis, index: number): boolean {
  const lineEnd = text.slice(lexemes[index]?.end).search(/[\n\r]/);
  const end = lineEnd === -1 ? text.length : (lexemes[index]?.end ?? 0) + lineEnd;
  return lexemes
    .slice(index + 1)
    .some(({ kind, start, text: string }) => kind === 'string' && start < end && !isClosed(string));
}

function wordEnd(text: string, offset: number): number {
  return offset + (/^[A-Za-z0-9_.-]*/.exec(text.slice(offset))?.[0].length ?? 0);
}

/** Where the caller does not say, what the text shows; of a text that shows nothing, all. */
function possibleKinds({ context, program, lexemes }: Analysis): ReadonlySet<ProgramKind> {
  if (context.kind !== undefined) return new Set([context.kind]);
  if (findPredicate(program) !== null || lexemes.some(({ kind }) => TESTS.has(kind)))
    return new Set(['condition']);
  const has = (...words: readonly string[]): boolean =>
    lexemes.some(({ kind, text }) => kind === 'reserved' && words.includes(text));
  if (findDecisionWord(program) !== null || has('if', 'result', 'nil')) return new Set(['decision']);
  return new Set(has('metric', 'promql') ? ['decision', 'score'] : ['decision', 'score', 'condition']);
}

const TESTS: ReadonlySet<Lexeme['kind']> = new Set(['field-name', 'text', 'raw']);
