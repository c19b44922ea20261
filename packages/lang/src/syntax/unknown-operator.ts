import type { IToken } from 'chevrotain';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { excerpt } from '../diagnostics/excerpt.js';
import type { Span } from '../source/span.js';

/** What other languages write between a field and its text, and the tests of this one that may be meant. */
const MEANT: readonly (readonly [RegExp, readonly [string, ...string[]]])[] = [
  [/^~=$/, ['regex', 'exact']],
  [/^(?:=~|~~)$/, ['regex']],
  [/^!~$/, ['not regex']],
  [/^===+$/, ['exact']],
  [/^(?:!==+|<>)$/, ['not exact']],
  [/^\*=$/, ['contains']],
  [/^(?:equals?|eq)$/, ['exact']],
  [/^(?:ne|neq)$/, ['not exact']],
  [/^is\s+not$/, ['not']],
  [/^(?:starts?|begins?)[\s_-]*(?:with)?$/, ['prefix']],
  [/^ends?[\s_-]*(?:with)?$/, ['suffix']],
  [/^(?:match|matches|like|rlike|regexp)$/, ['regex']],
  [/^(?:contain|includes?|holds?)$/, ['contains']],
  [/^does\s+not\s+(?:contain|include)$/, ['misses']],
];

/** Signs in a row, or up to three words, from where an operator stands. */
const SIGNS = /[~=!<>*^$&|+]{1,8}/y;
const WORDS = /(?:does\s+not\s+[a-z]+|is\s+not|(?:starts?|begins?|ends?)\s+with|[a-z_-]+)(?![\w-])/iy;

/**
 * What to say of an operator that the language does not have; null where what does not fit is none that is known.
 * @param found the token that does not fit
 * @param previous the token before it, which may be the operator's first part
 */
export function unknownOperator(
  source: string,
  found: IToken,
  previous: IToken | undefined,
): Diagnostic | null {
  const place = operatorAt(source, found, previous);
  if (place === null) return null;
  const written = source.slice(place.start, place.end);
  const meant = MEANT.find(([form]) => form.test(written.toLowerCase()))?.[1];
  if (meant === undefined) return null;
  const before = /\s$/.test(source.slice(0, place.start)) ? '' : ' ';
  const after = /^\s/.test(source.slice(place.end)) ? '' : ' ';
  return {
    code: 'syntax-error',
    severity: 'error',
    message: `there is no operator \`${excerpt(written)}\`: write ${meant.map((word) => `\`${word}\``).join(' or ')}`,
    ...place,
    fixes: meant.map((word) => ({
      title: `write ${word}`,
      edits: [{ ...place, text: `${before}${word}${after}` }],
    })),
  };
}

function operatorAt(source: string, found: IToken, previous: IToken | undefined): Span | null {
  const start = isSecondPart(found, previous) ? previous.startOffset : found.startOffset;
  for (const form of [SIGNS, WORDS]) {
    form.lastIndex = start;
    const written = form.exec(source)?.[0];
    if (written !== undefined) return { start, end: start + written.length };
  }
  return null;
}

/** `~=` are two tokens, and so is `is not`. */
function isSecondPart(found: IToken, previous: IToken | undefined): previous is IToken {
  if (previous === undefined) return false;
  const isTouching = previous.startOffset + previous.image.length === found.startOffset;
  return isTouching
    ? /^[~=!<>*]+$/.test(previous.image)
    : /^is$/i.test(previous.image) && /^not$/i.test(found.image);
}
