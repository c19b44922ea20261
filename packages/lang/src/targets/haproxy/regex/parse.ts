import {
  ALL_CHARACTERS,
  charactersIn,
  NO_CHARACTERS,
  type Characters,
} from '../../../condition/automata/alphabet.js';
import { choice, EMPTY, sequence, type Regex } from './syntax.js';

/**
 * Reads what patterns mostly consist of: characters, classes, groups, choices, repetitions, anchors at the ends. It only has to
 * be right as often as possible: whoever uses the result compares it with what re2js makes of the pattern.
 * @returns null for all else
 */
export function parsePattern(pattern: string): Regex | null {
  return new PatternReader(pattern).read();
}

type Piece = Regex | 'begin' | 'end';

const CLASSES: ReadonlyMap<string, Characters> = new Map(
  Object.entries({
    d: charactersIn([[48, 57]]),
    w: charactersIn([
      [48, 57],
      [65, 90],
      [95, 95],
      [97, 122],
    ]),
    s: charactersIn([
      [9, 9],
      [32, 32],
    ]),
  }).flatMap(([letter, characters]) => [
    [letter, characters],
    [letter.toUpperCase(), ALL_CHARACTERS & ~characters],
  ]),
);

class PatternReader {
  private readonly pattern: string;
  private at = 0;
  private ignoresCase = false;
  /** Set at the first thing that is not understood; what is read after that is of no account. */
  private isLost = false;

  constructor(pattern: string) {
    this.pattern = pattern;
  }

  read(): Regex | null {
    const regex = this.choice(true);
    if (this.at < this.pattern.length) this.lose();
    return this.isLost ? null : regex;
  }

  /** @param isWhole whether it is the whole pattern, so that anchors at its ends say nothing new */
  private choice(isWhole: boolean): Regex {
    const options: Regex[] = [];
    do {
      const pieces = this.pieces();
      options.push(this.withoutAnchors(isWhole ? trimmed(pieces) : pieces));
    } while (this.take('|'));
    return choice(options);
  }

  private withoutAnchors(pieces: readonly Piece[]): Regex {
    return sequence(pieces.map((piece) => (typeof piece === 'string' ? this.lose() : piece)));
  }

  private pieces(): readonly Piece[] {
    const pieces: Piece[] = [];
    while (this.at < this.pattern.length && !/[|)]/.test(this.peek())) {
      const flags = this.match(/\(\?[is]+\)/y);
      if (flags === null) pieces.push(this.repeated());
      else this.ignoresCase ||= flags.includes('i');
    }
    return pieces;
  }

  private repeated(): Piece {
    const body = this.single();
    const quantifier = this.match(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (quantifier === null) return body;
    if (typeof body === 'string') return this.lose();
    return { kind: 'repeat', body, ...bounds(quantifier) };
  }

  private single(): Piece {
    const character = this.next();
    switch (character) {
      case '^':
        return 'begin';
      case '$':
        return 'end';
      case '.':
        return { kind: 'characters', characters: ALL_CHARACTERS };
      case '(':
        return this.group();
      case '[':
        return { kind: 'characters', characters: this.class() };
      case '*':
      case '+':
      case '?':
        return this.lose();
      default:
        return { kind: 'characters', characters: this.characters(character) };
    }
  }

  private group(): Regex {
    const ignoredCase = this.ignoresCase;
    const head = this.match(/\?(?:[is]*:|P?<\w+>)/y);
    if (head === null && this.peek() === '?') return this.lose();
    if (head?.endsWith(':') === true && head.includes('i')) this.ignoresCase = true;
    const regex = this.choice(false);
    this.ignoresCase = ignoredCase;
    return this.take(')') ? regex : this.lose();
  }

  private class(): Characters {
    const isNegated = this.take('^');
    let characters = NO_CHARACTERS;
    for (let isFirst = true; (isFirst || this.peek() !== ']') && !this.isLost; isFirst = false) {
      characters |= this.classItem();
    }
    this.take(']');
    return isNegated ? ALL_CHARACTERS & ~characters : characters;
  }

  private classItem(): Characters {
    if (this.match(/\[:/y) !== null) this.lose();
    const first = this.next();
    const range = this.match(/-(?:[^\\\]]|\\[^A-Za-z0-9])/y);
    if (range === null) return this.characters(first);
    const [from, to] = [first === '\\' ? NaN : first.charCodeAt(0), range.charCodeAt(range.length - 1)];
    let characters = NO_CHARACTERS;
    if (!(from <= to)) this.lose();
    else for (let code = from; code <= Math.min(to, 126); code += 1) characters |= this.folded(code);
    return characters;
  }

  /** What one character stands for, or what an escape does whose backslash it is. */
  private characters(character: string): Characters {
    if (character !== '\\') return this.folded(character.charCodeAt(0));
    const escaped = this.next();
    const named = CLASSES.get(escaped);
    if (named !== undefined) return named;
    if (escaped === 't') return charactersIn([[9, 9]]);
    if (escaped === 'x') {
      const digits = this.match(/[0-9A-Fa-f]{2}/y);
      if (digits !== null) return this.folded(parseInt(digits, 16));
    }
    if (/[A-Za-z0-9]/.test(escaped)) this.lose();
    return this.folded(escaped.charCodeAt(0));
  }

  private folded(code: number): Characters {
    const itself = charactersIn([[code, code]]);
    const isLetter = /[A-Za-z]/.test(String.fromCharCode(code));
    return this.ignoresCase && isLetter ? itself | charactersIn([[code ^ 32, code ^ 32]]) : itself;
  }

  private lose(): Regex {
    this.isLost = true;
    this.at = this.pattern.length;
    return EMPTY;
  }

  private peek(): string {
    return this.pattern[this.at] ?? '';
  }

  private next(): string {
    const character = this.pattern[this.at];
    if (character === undefined) this.lose();
    else this.at += 1;
    return character ?? '';
  }

  private take(character: string): boolean {
    const isNext = this.peek() === character;
    if (isNext) this.at += 1;
    return isNext;
  }

  private match(sticky: RegExp): string | null {
    sticky.lastIndex = this.at;
    const [text = null] = sticky.exec(this.pattern) ?? [];
    this.at += text?.length ?? 0;
    return text;
  }
}

/** Without the anchors at its ends. */
function trimmed(pieces: readonly Piece[]): readonly Piece[] {
  const first = pieces.findIndex((piece) => piece !== 'begin');
  const last = pieces.findLastIndex((piece) => piece !== 'end');
  return first < 0 ? [] : pieces.slice(first, last + 1);
}

function bounds(quantifier: string): { readonly least: number; readonly most: number | null } {
  switch (quantifier[0]) {
    case '*':
      return { least: 0, most: null };
    case '+':
      return { least: 1, most: null };
    case '?':
      return { least: 0, most: 1 };
    default: {
      const [least = '', most = least] = quantifier.replace(/[{}?]/g, '').split(',');
      return { least: Number(least), most: most === '' ? null : Number(most) };
    }
  }
}
