import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { utf8Length } from '../source/utf8-length.js';
import type { Program } from './ast.js';
import { LIMITS } from './limits.js';
import { tokenSpan } from './lexer/tokenize.js';
import { isClosed, readString } from './string-literal.js';
import { depth } from './visitor.js';

const OPENING = new Set(['LeftParenthesis', 'LeftBrace']);
const CLOSING = new Set(['RightParenthesis', 'RightBrace']);

export function checkSize(source: string): Diagnostic | null {
  // The shorter test spares walking a text that is too long in any encoding.
  const bytes = source.length > LIMITS.sourceBytes ? source.length : utf8Length(source);
  if (bytes <= LIMITS.sourceBytes) return null;
  return {
    code: 'source-too-long',
    severity: 'error',
    message: `the program is longer than ${LIMITS.sourceBytes / 1024} KiB: split the policy into several`,
    start: 0,
    end: 0,
  };
}

/** What must hold before the parser, which recurses into brackets, may see the tokens. */
export function checkTokens(tokens: readonly IToken[]): Diagnostic | null {
  const extra = tokens[LIMITS.tokens];
  if (extra !== undefined) {
    return {
      code: 'too-many-tokens',
      severity: 'error',
      message: `the program has ${tokens.length} words and signs, more than ${LIMITS.tokens}: split the policy into several`,
      ...tokenSpan(extra),
    };
  }
  let open = 0;
  for (const token of tokens) {
    if (OPENING.has(token.tokenType.name)) open += 1;
    if (CLOSING.has(token.tokenType.name)) open = Math.max(0, open - 1);
    if (open > LIMITS.depth) return tooDeep(token.startOffset, token.startOffset + 1);
    const long = checkString(token);
    if (long !== null) return long;
  }
  return null;
}

function checkString(token: IToken): Diagnostic | null {
  if (token.image.length <= LIMITS.stringBytes / 4) return null;
  const value = textOf(token);
  if (value === null) return null;
  const bytes = utf8Length(value);
  if (bytes <= LIMITS.stringBytes) return null;
  return {
    code: 'string-too-long',
    severity: 'error',
    message: `this string takes ${bytes} bytes, more than ${LIMITS.stringBytes}`,
    ...tokenSpan(token),
  };
}

/** What a text is, with its quotes or without; null for what is none, and for one that is not closed. */
function textOf({ image, tokenType }: IToken): string | null {
  switch (tokenType.name) {
    case 'UnquotedText':
      return image;
    case 'StringText':
      return isClosed(image) ? readString(image).value : null;
    default:
      return null;
  }
}

/** Every later stage walks the tree by recursion. */
export function checkDepth(program: Program): Diagnostic | null {
  const { nodes, levels } = depth(program);
  // The program node itself is not nesting.
  const isDeep = levels - 1 > LIMITS.depth || nodes - 1 > LIMITS.depthWithChains;
  return isDeep ? tooDeep(program.start, program.end) : null;
}

function tooDeep(start: number, end: number): Diagnostic {
  return {
    code: 'too-deep',
    severity: 'error',
    message: `nested deeper than ${LIMITS.depth}: name inner parts with \`let\``,
    start,
    end,
  };
}
