/** A regular expression in PCRE2's syntax, as far as it is emitted, on bytes. */
export interface PcreRegex {
  test(bytes: string): boolean;
  /** The first match, with what its only capturing group matched; null for none. */
  find(bytes: string): { readonly start: number; readonly end: number; readonly group: string } | null;
}

/**
 * What PCRE2 does with an expression, by JavaScript's engine, which goes through it in the same order. JavaScript has no
 * possessive loops and atomic groups: one becomes what a look-ahead finds, and is then taken as it was found.
 */
export function compiled(pattern: string): PcreRegex {
  const regex = new RegExp(translated(pattern));
  return {
    test: (bytes) => regex.test(bytes),
    find(bytes) {
      const match = regex.exec(bytes);
      if (match === null) return null;
      const group = match.groups?.['captured'] ?? '';
      return { start: match.index, end: match.index + match[0].length, group };
    },
  };
}

const TOKEN =
  /\\x[0-9a-f]{2}|\\[^]|\[\^?(?:\\[^]|[^\\\]])*\]|\(\?[:>]|\(|(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?|[^]/g;

function translated(pattern: string): string {
  let text = '';
  let taken = 0;
  /** The groups that are open: where they begin, and whether they are atomic. */
  const open: { readonly at: number; readonly isAtomic: boolean }[] = [];
  /** Where what a quantifier would be about begins. */
  let atom = 0;
  const takeAtOnce = (at: number, part: string): string =>
    `${text.slice(0, at)}(?=(?<taken${(taken += 1)}>${part}))\\k<taken${taken}>`;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (/^(?:[*+?]|\{\d)/.test(token)) {
      const isPossessive = token.length > 1 && token.endsWith('+');
      text = isPossessive ? takeAtOnce(atom, text.slice(atom) + token.slice(0, -1)) : text + token;
    } else if (token === ')') {
      const group = open.pop() ?? { at: 0, isAtomic: false };
      atom = group.at;
      text = group.isAtomic ? takeAtOnce(atom, `${text.slice(atom)})`) : `${text})`;
    } else {
      atom = text.length;
      if (token.startsWith('(')) open.push({ at: atom, isAtomic: token === '(?>' });
      text += token === '(' ? '(?<captured>' : token === '(?>' ? '(?:' : token;
    }
  }
  return text;
}
