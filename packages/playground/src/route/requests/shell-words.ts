import { UnreadableRequest } from './requests-read.js';

/**
 * The words of the first command of a POSIX shell's line, with the quoting of bash. What a shell would put in from elsewhere is
 * refused, since nobody here knows it; what follows a pipe is another command's.
 * @throws UnreadableRequest
 */
export function shellWords(text: string): readonly string[] {
  return new ShellReader(text).words();
}

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', e: '\u001b', E: '\u001b', f: '\f', v: '\v' },
  ...{ '\\': '\\', "'": "'", '"': '"', '?': '?' },
};

/** `2>`, `>>` and `<` with the file that follows them. */
const REDIRECTION = /(?:\d*(?:>>|>&|>|<)|&>)[ \t]*[^\s|;&<>]*/y;

class ShellReader {
  private place = 0;
  private word: string | null = null;
  private readonly found: string[] = [];

  constructor(private readonly text: string) {}

  words(): readonly string[] {
    while (this.place < this.text.length && this.step());
    this.endWord();
    return this.found;
  }

  /** Reads on by one piece; false where the command ends. */
  private step(): boolean {
    const sign = this.text[this.place] ?? '';
    if (this.word === null && this.redirection()) return true;
    switch (sign) {
      case "'":
        this.add(this.until("'", this.place + 1));
        return true;
      case '"':
        this.doubleQuoted();
        return true;
      case '\\':
        this.escaped();
        return true;
      case '$':
        this.dollar();
        return true;
      case '`':
        throw this.unknown('`` `…` ``, which a shell runs');
      case ' ':
      case '\t':
        this.endWord();
        this.place += 1;
        return true;
      case '#':
        if (this.word !== null) break;
        this.place = this.lineEnd();
        return true;
      case '\n':
      case '\r':
        return this.endOfCommand('line break', this.text.slice(this.place));
      case '|':
        return false;
      case ';':
      case '&':
        return this.endOfCommand(`\`${sign}\``, this.text.slice(this.place).replace(/^[;&]+/, ''));
      case '<':
      case '>':
        this.endWord();
        return true;
      case '(':
      case ')':
        throw new UnreadableRequest(
          `an unquoted \`${sign}\` means something else to a shell: put the text in quotes`,
        );
      default:
        break;
    }
    this.add(sign);
    this.place += 1;
    return true;
  }

  private endOfCommand(what: string, rest: string): boolean {
    if (rest.trim() === '') return false;
    throw new UnreadableRequest(
      `an unquoted ${what} ends the command before \`${rest.trim().slice(0, 30)}\`: put an address with \`&\` or \`;\` in quotes, end a line that goes on with \`\\\`, and paste one command at a time`,
    );
  }

  private redirection(): boolean {
    REDIRECTION.lastIndex = this.place;
    const [found] = REDIRECTION.exec(this.text) ?? [];
    if (found === undefined) return false;
    this.place += found.length;
    return true;
  }

  private doubleQuoted(): void {
    let inner = '';
    let place = this.place + 1;
    for (;;) {
      const sign = this.text[place];
      if (sign === undefined) throw this.unclosed('"');
      if (sign === '"') break;
      if (sign === '`' || (sign === '$' && /[A-Za-z_({0-9?!@*#$-]/.test(this.text[place + 1] ?? '')))
        throw this.unknown(`\`${this.text.slice(place, place + 12)}\`, which a shell replaces`);
      const next = this.text[place + 1] ?? '';
      const isEscape = sign === '\\' && /["\\$`\n]/.test(next);
      inner += isEscape ? (next === '\n' ? '' : next) : sign;
      place += isEscape ? 2 : 1;
    }
    this.add(inner);
    this.place = place + 1;
  }

  private escaped(): void {
    const next = /^\r?\n/.exec(this.text.slice(this.place + 1))?.[0] ?? this.text[this.place + 1];
    if (next === undefined)
      throw new UnreadableRequest('the command ends in `\\`: paste its next line as well');
    if (next.endsWith('\n')) this.place += 1 + next.length;
    else {
      this.add(next);
      this.place += 2;
    }
  }

  private dollar(): void {
    const next = this.text[this.place + 1] ?? '';
    if (next === "'") {
      this.ansiQuoted();
      return;
    }
    if (/[A-Za-z_({0-9?!@*#$"-]/.test(next))
      throw this.unknown(
        `\`${this.text.slice(this.place, this.place + 12).split(/\s/)[0] ?? ''}\`, which a shell replaces`,
      );
    this.add('$');
    this.place += 1;
  }

  /** `$'…'`, in which browsers copy texts with quotes and line breaks. */
  private ansiQuoted(): void {
    const quoted = /\$'((?:[^'\\]|\\[^])*)'/y;
    quoted.lastIndex = this.place;
    const [whole, inner] = quoted.exec(this.text) ?? [];
    if (whole === undefined || inner === undefined) throw this.unclosed("'");
    this.add(
      inner.replace(
        /\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|x([0-9a-fA-F]{1,2})|([0-7]{1,3})|([^]))/g,
        (all, short?: string, long?: string, byte?: string, octal?: string, other?: string) => {
          const code = short ?? long ?? byte;
          if (code !== undefined) return characterOf(parseInt(code, 16));
          if (octal !== undefined) return characterOf(parseInt(octal, 8));
          return ESCAPES[other ?? ''] ?? all;
        },
      ),
    );
    this.place += whole.length;
  }

  private until(end: string, from: number): string {
    const close = this.text.indexOf(end, from);
    if (close === -1) throw this.unclosed(end);
    this.place = close + 1;
    return this.text.slice(from, close);
  }

  private lineEnd(): number {
    const end = this.text.indexOf('\n', this.place);
    return end === -1 ? this.text.length : end;
  }

  private add(text: string): void {
    this.word = (this.word ?? '') + text;
  }

  private endWord(): void {
    if (this.word !== null) this.found.push(this.word);
    this.word = null;
  }

  private unclosed(quote: string): UnreadableRequest {
    return new UnreadableRequest(`a text in \`${quote}\` is not closed: paste the whole command`);
  }

  private unknown(what: string): UnreadableRequest {
    return new UnreadableRequest(
      `the command has ${what} by something that is not known here: write its value, or put it in single quotes`,
    );
  }
}

function characterOf(code: number): string {
  return code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
}
