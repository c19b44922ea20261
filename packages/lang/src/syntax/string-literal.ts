/** Where an escape in a string names no character; offsets count from the string's first character, the quote. */
export interface BadEscape {
  readonly start: number;
  readonly end: number;
}

export interface StringMeaning {
  readonly value: string;
  readonly badEscapes: readonly BadEscape[];
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = { '"': '"', "'": "'", '\\': '\\', n: '\n', t: '\t' };
const UNICODE_ESCAPE = /\\u\{([0-9A-Fa-f]*)\}?/y;

function scalarValue(hexadecimal: string): string | null {
  if (hexadecimal === '' || hexadecimal.length > 6) return null;
  const code = Number.parseInt(hexadecimal, 16);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0x10ffff || isSurrogate ? null : String.fromCodePoint(code);
}

/**
 * Reads a string token, quotes included. A backslash before any other character is kept, so that most regular expressions can
 * be pasted as they are; inside single quotes a doubled quote is one quote.
 */
export function readString(text: string): StringMeaning {
  const quoteMark = text.charAt(0);
  const end = isClosed(text) ? text.length - 1 : text.length;
  let value = '';
  const badEscapes: BadEscape[] = [];
  for (let index = 1; index < end;) {
    const character = text.charAt(index);
    const next = text.charAt(index + 1);
    if (character === "'" && quoteMark === "'") {
      value += "'";
      index += 2;
    } else if (character !== '\\') {
      value += character;
      index += 1;
    } else if (next === 'u' && text.charAt(index + 2) === '{') {
      UNICODE_ESCAPE.lastIndex = index;
      const escape = UNICODE_ESCAPE.exec(text);
      const length = escape?.[0].length ?? 3;
      const decoded = scalarValue(escape?.[1] ?? '');
      if (decoded === null || text.charAt(index + length - 1) !== '}') {
        badEscapes.push({ start: index, end: index + length });
      } else {
        value += decoded;
      }
      index += length;
    } else {
      const decoded = SIMPLE_ESCAPES[next];
      value += decoded ?? character;
      index += decoded === undefined ? 1 : 2;
    }
  }
  return { value, badEscapes };
}

/** What a name says that stands in quotes or bare. */
export function nameOf(text: string): string {
  return /^["']/.test(text) ? readString(text).value : text;
}

/** False where the line ended before the closing quote. */
export function isClosed(text: string): boolean {
  const mark = text.charAt(0);
  let index = 1;
  while (index < text.length) {
    if (text.charAt(index) === '\\') index += 2;
    else if (text.charAt(index) !== mark) index += 1;
    else if (mark === "'" && text.charAt(index + 1) === "'") index += 2;
    else return true;
  }
  return false;
}

const READS_AS_ESCAPE = /["'\\nt]|u\{/y;

/**
 * Writes a string in double quotes so that `readString` gives it back. A backslash is doubled only where it would be read as
 * the begin of an escape, which keeps regular expressions readable.
 */
export function quote(value: string): string {
  let text = '';
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    if (character === '"') text += '\\"';
    else if (character === '\n') text += '\\n';
    else if (character === '\t') text += '\\t';
    else if (isControl(value, index)) text += `\\u{${character.charCodeAt(0).toString(16)}}`;
    else if (character === '\\') text += beginsEscape(value, index) ? '\\\\' : '\\';
    else text += character;
  }
  return `"${text}"`;
}

function isControl(value: string, index: number): boolean {
  const code = value.charCodeAt(index);
  return code < 0x20 || code === 0x7f;
}

function beginsEscape(value: string, backslash: number): boolean {
  if (backslash === value.length - 1) return true;
  if (isControl(value, backslash + 1)) return true; // written as an escape of its own
  READS_AS_ESCAPE.lastIndex = backslash + 1;
  return READS_AS_ESCAPE.test(value);
}
