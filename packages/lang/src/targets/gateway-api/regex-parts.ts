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
