/** A regular expression in PCRE2's syntax, as far as it is emitted, on bytes. */
export interface PcreRegex {
  test(bytes: string): boolean;
  /** The first match, with what its only capturing group matched; null for none. */
  find(bytes: string): { readonly start: number; readonly end: number; readonly group: string } | null;
}

/**
 * What PCRE2 does with an expression, by JavaScript's engine, which goes through it in the same order. JavaScript has no
 * possessive loops: one becomes what a look-ahead finds, and is then taken as it was found.
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

const TOKEN = /\\x[0-9a-f]{2}|\\[^]|\[\^?(?:\\[^]|[^\\\]])*\]|\(\?:|\(|(?:[*+?]|\{\d+(?:,\d*)?\})[+?]?|[^]/g;

function translated(pattern: string): string {
  let text = '';
  let loops = 0;
  /** Where the groups that are open begin. */
  const open: number[] = [];
  /** Where what a quantifier would be about begins. */
  let atom = 0;
  for (const [token] of pattern.matchAll(TOKEN)) {
    if (/^(?:[*+?]|\{\d)/.test(token)) {
      text =
        token.length > 1 && token.endsWith('+') ? possessive(text, atom, token, (loops += 1)) : text + token;
    } else if (token === ')') {
      text += token;
      atom = open.pop() ?? 0;
    } else {
      atom = text.length;
      if (token.startsWith('(')) open.push(atom);
      text += token === '(' ? '(?<captured>' : token;
    }
  }
  return text;
}

function possessive(text: string, atom: number, quantifier: string, number: number): string {
  const loop = text.slice(atom) + quantifier.slice(0, -1);
  return `${text.slice(0, atom)}(?=(?<loop${number}>${loop}))\\k<loop${number}>`;
}
