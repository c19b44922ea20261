import { parseFloatText } from './float.js';

/** One line of a page: a series and its value now. A timestamp of the page's own is read over. */
export interface ExposedSeries {
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly value: number;
}

export type ExpositionResult =
  | { readonly ok: true; readonly series: readonly ExposedSeries[] }
  | { readonly ok: false; /** From 1. */ readonly line: number; readonly message: string };

/** UTF-16 code units of a page that is read; more is refused whole. */
export const LONGEST_PAGE = 16 * 1024 * 1024;

/**
 * Reads a page in Prometheus' text format (version 0.0.4), in time linear in its length. One bad line refuses the page: a
 * page that breaks off must not look like one on which series are absent.
 */
export function parseExposition(text: string): ExpositionResult {
  if (text.length > LONGEST_PAGE)
    return { ok: false, line: 1, message: `the page is longer than ${LONGEST_PAGE} characters` };
  if (text !== '' && !text.endsWith('\n')) {
    const line = text.split('\n').length;
    return { ok: false, line, message: 'the page breaks off: its last line has no end' };
  }
  const series: ExposedSeries[] = [];
  let line = 0;
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    line += 1;
    const parsed = new LineReader(text.slice(start, end)).read();
    if (typeof parsed === 'string') return { ok: false, line, message: parsed };
    if (parsed !== null) series.push(parsed);
    start = end + 1;
  }
  return { ok: true, series };
}

const SERIES_NAME = /[A-Za-z_:][A-Za-z0-9_:]*/y;
const LABEL_NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const BLANKS = /[ \t]*/y;
const TOKEN = /[^ \t]*/y;
const TIMESTAMP = /^-?\d+$/;

class LineReader {
  readonly #line: string;
  #offset = 0;

  constructor(line: string) {
    this.#line = line;
  }

  /** A series, null for a comment or an empty line, or in one sentence what is wrong. */
  read(): ExposedSeries | string | null {
    this.#take(BLANKS);
    if (this.#isAtEnd() || this.#peek() === '#') return null;
    const name = this.#take(SERIES_NAME);
    if (name === '') return 'expected the name of a series';
    this.#take(BLANKS);
    const labels = this.#peek() === '{' ? this.#labels() : new Map<string, string>();
    if (typeof labels === 'string') return labels;
    this.#take(BLANKS);
    const text = this.#take(TOKEN);
    const value = parseFloatText(text);
    if (value === null) return `expected a number after the series, not \`${text}\``;
    this.#take(BLANKS);
    const timestamp = this.#take(TOKEN);
    if (timestamp !== '' && !TIMESTAMP.test(timestamp))
      return `expected a timestamp or nothing, not \`${timestamp}\``;
    this.#take(BLANKS);
    return this.#isAtEnd() ? { name, labels, value } : 'expected nothing after the timestamp';
  }

  #labels(): ReadonlyMap<string, string> | string {
    const labels = new Map<string, string>();
    this.#offset += 1;
    for (;;) {
      this.#take(BLANKS);
      if (this.#skip('}')) return labels;
      const name = this.#take(LABEL_NAME);
      if (name === '') return 'expected the name of a label or `}`';
      this.#take(BLANKS);
      if (!this.#skip('=')) return `expected \`=\` after the label \`${name}\``;
      this.#take(BLANKS);
      const value = this.#quoted();
      if (value === null)
        return `expected a quoted value for the label \`${name}\`, with \\\\, \\" and \\n as its only escapes`;
      if (labels.has(name)) return `the label \`${name}\` stands twice`;
      labels.set(name, value);
      this.#take(BLANKS);
      if (!this.#skip(',') && this.#peek() !== '}')
        return `expected \`,\` or \`}\` after the label \`${name}\``;
    }
  }

  #quoted(): string | null {
    if (!this.#skip('"')) return null;
    let value = '';
    let start = this.#offset;
    for (; !this.#isAtEnd(); this.#offset += 1) {
      const character = this.#peek();
      if (character !== '"' && character !== '\\') continue;
      value += this.#line.slice(start, this.#offset);
      if (this.#skip('"')) return value;
      const escaped = ESCAPES.get(this.#line.charAt(this.#offset + 1));
      if (escaped === undefined) return null;
      value += escaped;
      this.#offset += 1;
      start = this.#offset + 1;
    }
    return null;
  }

  #peek(): string {
    return this.#line.charAt(this.#offset);
  }

  #isAtEnd(): boolean {
    return this.#offset >= this.#line.length;
  }

  #skip(character: string): boolean {
    const found = this.#peek() === character;
    if (found) this.#offset += 1;
    return found;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.#offset;
    const text = pattern.exec(this.#line)?.[0] ?? '';
    this.#offset += text.length;
    return text;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['n', '\n'],
]);
