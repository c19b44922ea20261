import { ANY_CHARACTER, charactersOf, codePointOf, ignoringCase, type CharSet } from './char-set.js';
import { CLASSES, readClass, readEscape } from './regex-classes.js';
import { withoutQuotations } from './regex-quotations.js';
import { isEmpty, oneOf, type OneOf, type Repeat, type Tree, type TreeOf } from './regex-tree.js';
import { withoutAnchors, type Anchor } from './regex-anchors.js';

type Parsed = TreeOf<OneOf | Anchor>;

/**
 * The texts that an expression in RE2's syntax matches as a whole. Only for an expression that RE2 takes. Null where it has a
 * part that has no place in a tree: a word boundary, a Unicode class, a single byte, an anchor that may or may not be at an end.
 */
export function parseRegex(pattern: string, ignoreCase: boolean): Tree | null {
  const reader = new Reader(withoutQuotations(pattern), ignoreCase);
  const parsed = reader.choice();
  return reader.isSupported ? withoutAnchors(parsed) : null;
}

class Reader {
  isSupported = true;
  private readonly text: string;
  private at = 0;
  private ignoreCase: boolean;

  constructor(text: string, ignoreCase: boolean) {
    this.text = text;
    this.ignoreCase = ignoreCase;
  }

  choice(): Parsed {
    const options: Parsed[] = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: 'choice', options };
  }

  private sequence(): Parsed {
    const parts: Parsed[] = [];
    while (this.isSupported && this.at < this.text.length && !/[|)]/.test(this.text.charAt(this.at))) {
      parts.push(this.repeated());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'sequence', parts };
  }

  private repeated(): Parsed {
    let tree = this.atom();
    for (;;) {
      const found = this.match(/([*+?]|\{(\d+)(,?)(\d*)\})\??/y);
      if (found === null) return tree;
      tree = isEmpty(tree) ? tree : quantified(tree, found);
    }
  }

  private atom(): Parsed {
    if (this.take('(')) return this.group();
    if (this.take('[')) return this.class();
    if (this.take('.')) return oneOf(ANY_CHARACTER);
    if (this.take('^')) return { kind: 'anchor', end: 'start' };
    if (this.take('$')) return { kind: 'anchor', end: 'end' };
    if (this.take('\\')) return this.escape();
    const [character = ''] = this.match(/[^]/uy) ?? [];
    return this.literal(character);
  }

  private literal(character: string): Tree {
    return this.set(charactersOf(character));
  }

  private set(set: CharSet): Tree {
    return oneOf(this.ignoreCase ? ignoringCase(set) : set);
  }

  private group(): Parsed {
    const outside = this.ignoreCase;
    const options = this.match(/\?(?:P?<\w+>|([imsU]*)(?:-([imsU]*))?([:)]))/y);
    if (options === null && this.text.startsWith('?', this.at)) return this.unsupported();
    const [, on = '', off = '', end = ':'] = options ?? [];
    if (on.includes('i')) this.ignoreCase = true;
    if (off.includes('i')) this.ignoreCase = false;
    // Options without a group hold until the end of the group around them.
    if (end === ')') return { kind: 'sequence', parts: [] };
    const inside = this.choice();
    if (!this.take(')')) return this.unsupported();
    this.ignoreCase = outside;
    return inside;
  }

  private class(): Parsed {
    const found = readClass(this.text, this.at, this.ignoreCase);
    if (found === null) return this.unsupported();
    this.at = found.next;
    return oneOf(found.set);
  }

  private escape(): Parsed {
    const letter = this.text.charAt(this.at);
    const named = CLASSES.get(letter);
    if (named !== undefined || letter === 'A' || letter === 'z') this.at += 1;
    if (named !== undefined) return this.set(named);
    if (letter === 'A') return { kind: 'anchor', end: 'start' };
    if (letter === 'z') return { kind: 'anchor', end: 'end' };
    const found = readEscape(this.text, this.at);
    if (found === null) return this.unsupported();
    this.at = found.next;
    return this.set([[codePointOf(found.character), codePointOf(found.character)]]);
  }

  private unsupported(): Tree {
    this.isSupported = false;
    return oneOf(ANY_CHARACTER);
  }

  private take(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found !== null) this.at = pattern.lastIndex;
    return found;
  }
}

function quantified(body: Parsed, [, sign = '', fewest = '', comma, most = '']: RegExpExecArray): Parsed {
  const kind = 'repeat';
  if (sign === '*') return { kind, body, min: 0, max: null } satisfies Repeat<OneOf | Anchor>;
  if (sign === '+') return { kind, body, min: 1, max: null };
  if (sign === '?') return { kind, body, min: 0, max: 1 };
  const min = Number(fewest);
  if (comma === '') return { kind, body, min, max: min };
  return { kind, body, min, max: most === '' ? null : Number(most) };
}
