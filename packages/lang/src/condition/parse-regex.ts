import { quoteRegex } from './regex-text.js';
import { choice, repeat, sequence, type RegexTree } from './regex-tree.js';

const CLASS = /\[\^?\]?(?:\[:\^?\w+:\]|\\[\s\S]|[^\]\\])*\]/uy;
const ESCAPE = /\\(?:[pP]\{[^}]*\}|[pP]\w|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/uy;
const ASSERTION = /\\[AzbB]|[$^]/y;
const GROUP = /\((?:\?P?<\w+>|\?(?<flags>[a-zA-Z-]*)(?<end>[:)]))?/y;
const QUANTIFIER = /(?:[*+?]|\{(?<min>\d+)(?<more>,(?<max>\d*))?\})\??/y;
const QUOTED = /\\Q(?<text>[\s\S]*?)(?:\\E|$)/y;
const CHARACTER = /[\s\S]/uy;

/**
 * The parts of a regular expression, which RE2 must accept.
 * @param ignoreCase as if it stood in `(?i:…)`
 */
export function parseRegex(regex: string, ignoreCase: boolean): RegexTree {
  return new RegexParser(regex).choice(ignoreCase);
}

class RegexParser {
  private at = 0;

  constructor(private readonly regex: string) {}

  /** Up to the end of the group or of the whole. */
  choice(ignoreCase: boolean): RegexTree {
    const of: RegexTree[] = [];
    let parts: RegexTree[] = [];
    let folded = ignoreCase;
    while (this.at < this.regex.length && this.next() !== ')') {
      if (this.next() === '|') {
        this.at += 1;
        of.push(sequence(...parts));
        parts = [];
        continue;
      }
      const group = this.take(GROUP);
      if (group === null) {
        parts.push(...this.atoms(folded));
      } else {
        const within = withFlags(group.groups?.['flags'] ?? '', folded);
        if (group.groups?.['end'] === ')') folded = within;
        else parts.push(this.quantified(this.group(within)));
      }
    }
    return choice(...of, sequence(...parts));
  }

  private group(ignoreCase: boolean): RegexTree {
    const tree = this.choice(ignoreCase);
    this.at += 1; // the closing parenthesis
    return tree;
  }

  /** One part, or the several of a quoted text, whose last alone a quantifier behind it repeats. */
  private atoms(ignoreCase: boolean): RegexTree[] {
    const quoted = this.take(QUOTED);
    if (quoted !== null) {
      const characters = Array.from(quoted.groups?.['text'] ?? '', (text): RegexTree => ({
        kind: 'character',
        text: quoteRegex(text),
        ignoreCase,
      }));
      const last = characters.pop();
      return last === undefined ? [] : [...characters, this.quantified(last)];
    }
    const assertion = this.take(ASSERTION);
    if (assertion !== null) {
      const [text] = assertion;
      const at = text === '^' || text === '\\A' ? 'start' : text === '$' || text === '\\z' ? 'end' : 'word';
      return [this.quantified({ kind: 'assertion', at, text })];
    }
    const [text = ''] = this.take(CLASS) ?? this.take(ESCAPE) ?? this.take(CHARACTER) ?? [];
    return [this.quantified({ kind: 'character', text, ignoreCase })];
  }

  private quantified(tree: RegexTree): RegexTree {
    const found = this.take(QUANTIFIER);
    if (found === null) return tree;
    const { min, more, max } = found.groups ?? {};
    if (min !== undefined) {
      const most = more === undefined ? Number(min) : max === undefined || max === '' ? null : Number(max);
      return repeat(tree, Number(min), most);
    }
    const sign = found[0].charAt(0);
    return repeat(tree, sign === '+' ? 1 : 0, sign === '?' ? 1 : null);
  }

  private next(): string {
    return this.regex.charAt(this.at);
  }

  private take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.regex);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}

/** Of the flags only `i` changes what a text on one line matches: `s` and `m` are about line breaks, `U` is about captures. */
function withFlags(flags: string, ignoreCase: boolean): boolean {
  const [on = '', off = ''] = flags.split('-');
  return (ignoreCase || on.includes('i')) && !off.includes('i');
}
