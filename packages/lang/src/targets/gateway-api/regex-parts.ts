/** One part of a regular expression in RE2's syntax: what matches one character, or anything else that stands as one. */
export interface RegexPart {
  readonly kind:
    'character' | 'class' | 'dot' | 'open' | 'close' | 'or' | 'start' | 'end' | 'repeat' | 'other';
  readonly text: string;
}

const PART =
  /(?<quoted>\\Q[^]*?(?:\\E|$))|(?<class>\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[^]|[^\]\\])*\]|\\[dDwWsSC]|\\[pP](?:\{[^}]*\}|.))|(?<start>\^|\\A)|(?<end>\$|\\z)|(?<edge>\\[bB])|(?<character>\\x\{[0-9a-fA-F]+\}|\\x..|\\[0-7]{1,3}|\\.)|(?<open>\((?:\?(?:P?<[^>]*>|[a-zA-Z-]*:|[a-zA-Z-]*(?=\))))?)|(?<close>\))|(?<or>\|)|(?<repeat>[*+?]\??|\{\d+(?:,\d*)?\}\??)|(?<dot>\.)|[^]/gu;

/** A regular expression that RE2 accepts, part by part. */
export function regexParts(pattern: string): readonly RegexPart[] {
  return Array.from(pattern.matchAll(PART), ({ 0: text, groups = {} }): RegexPart => {
    if (groups['quoted'] !== undefined || groups['edge'] !== undefined) return { kind: 'other', text };
    for (const kind of [
      'class',
      'start',
      'end',
      'character',
      'open',
      'close',
      'or',
      'repeat',
      'dot',
    ] as const) {
      if (groups[kind] !== undefined) return { kind, text };
    }
    return { kind: 'character', text };
  });
}

/** A regular expression without `^` at its start and `$` at its end, which say nothing where it matches the whole value. */
export function withoutAnchors(parts: readonly RegexPart[]): readonly RegexPart[] {
  // In `a|^b` an anchor belongs to one side only.
  if (parts.some(({ kind }) => kind === 'or')) return parts;
  const start = parts.findIndex(({ kind }) => kind !== 'start');
  const end = parts.findLastIndex(({ kind }) => kind !== 'end');
  return start < 0 ? [] : parts.slice(start, end + 1);
}

/** What a regular expression comes to that asks for one text at most: `^.*(Chrome).*$` for what contains `Chrome`. */
export interface PlainRegex {
  readonly op: 'whole' | 'prefix' | 'suffix' | 'contains' | 'any';
  readonly text: string;
}

/** Null for any other. */
export function plainRegex(pattern: string): PlainRegex | null {
  const texts: (string | typeof GAP)[] = [];
  const parts = withoutAnchors(regexParts(pattern));
  for (let index = 0; index < parts.length; index++) {
    const [part, next] = parts.slice(index, index + 2);
    if (part?.kind === 'dot' && next !== undefined && /^\*\??$/.test(next.text)) {
      texts.push(GAP);
      index++;
      continue;
    }
    if (part === undefined || next?.kind === 'repeat') return null;
    if (part.kind === 'close' || (part.kind === 'open' && /^\((?:\?:)?$/.test(part.text))) continue;
    const character = part.kind === 'character' ? literalCharacter(part.text) : null;
    if (character === null) return null;
    texts.push(character);
  }
  return ofGapsAndTexts(texts);
}

/** Anything or nothing. */
const GAP = Symbol('gap');

function ofGapsAndTexts(texts: readonly (string | typeof GAP)[]): PlainRegex | null {
  const start = texts.findIndex((text) => text !== GAP);
  if (start < 0) return { op: texts.length > 0 ? 'any' : 'whole', text: '' };
  const end = texts.findLastIndex((text) => text !== GAP) + 1;
  const characters = texts.slice(start, end).filter((text) => text !== GAP);
  // A gap inside asks for two texts in order.
  if (characters.length < end - start) return null;
  const leads = start > 0;
  const trails = end < texts.length;
  const op = leads ? (trails ? 'contains' : 'suffix') : trails ? 'prefix' : 'whole';
  return { op, text: characters.join('') };
}

/** The character that a part stands for; null where it may be another than the one written, such as a tab. */
function literalCharacter(text: string): string | null {
  if (!text.startsWith('\\')) return text;
  return /^\\[^A-Za-z0-9]$/u.test(text) ? text.slice(1) : null;
}
