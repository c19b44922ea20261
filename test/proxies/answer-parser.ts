import { Buffer } from 'node:buffer';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case; of a repeated one the last. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

const END_OF_HEAD = '\r\n\r\n';

/**
 * Takes the bytes of one connection as they come and gives the answers that are complete with them. A body ends by its length or
 * by its last chunk; one that only the end of the connection ends is not understood.
 * @param isHead whether the answer that comes next is one to `HEAD`
 */
export function answerParser(isHead: () => boolean): (bytes: Buffer) => Iterable<RawAnswer> {
  // Latin-1 keeps each byte one character, so that lengths in bytes are lengths of text.
  let text = '';
  return function* (bytes) {
    text += bytes.toString('latin1');
    for (;;) {
      const found = readAnswer(text, isHead());
      if (found === null) return;
      text = text.slice(found.length);
      if (found.answer.status >= 200) yield found.answer;
    }
  };
}

/** Null while it is not complete. */
function readAnswer(text: string, head: boolean): { answer: RawAnswer; length: number } | null {
  const end = text.indexOf(END_OF_HEAD);
  if (end < 0) return null;
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const [, status] = /^HTTP\/1\.[01] (\d{3})(?: |$)/.exec(start) ?? [];
  if (status === undefined) throw new Error(`\`${start}\` is no answer of HTTP/1.1`);
  const headers = new Map(lines.map(headerOf));
  const body = readBody(
    text,
    end + END_OF_HEAD.length,
    headers,
    head || Number(status) < 200 || status === '204',
  );
  if (body === null) return null;
  const answer = { status: Number(status), headers, body: Buffer.from(body.text, 'latin1').toString() };
  return { answer, length: body.end };
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function readBody(
  text: string,
  start: number,
  headers: ReadonlyMap<string, string>,
  empty: boolean,
): { text: string; end: number } | null {
  if (empty) return { text: '', end: start };
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(text, start);
  const end = start + Number(headers.get('content-length') ?? 0);
  return text.length < end ? null : { text: text.slice(start, end), end };
}

function readChunks(text: string, start: number): { text: string; end: number } | null {
  let body = '';
  let at = start;
  for (;;) {
    const [line, size] = /^([0-9a-fA-F]+)[^\r\n]*\r\n/.exec(text.slice(at, at + 100)) ?? [];
    if (line === undefined || size === undefined) return null;
    const length = Number.parseInt(size, 16);
    const from = at + line.length;
    at = from + length + 2;
    if (text.length < at) return null;
    if (length === 0) return { text: body, end: at };
    body += text.slice(from, from + length);
  }
}
