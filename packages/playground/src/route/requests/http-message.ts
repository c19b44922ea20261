import type { RequestInput } from '@lamia/lang';
import { readAddress, splitTarget } from './address.js';
import {
  readOrRefuse,
  requestName,
  UnreadableRequest,
  type NamedRequest,
  type RequestsRead,
} from './requests-read.js';

/** `GET /cart?x=1 HTTP/1.1`; without its version only methods as everybody writes them, since `wget /x` is something else. */
const REQUEST_LINE = /^(?:([!#$%&'*+.^_`|~0-9A-Za-z-]+) +(\S+) +HTTP\/\d(?:\.\d)?|([A-Z]+) +(\S+))\s*$/;
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;
/** What HTTP/2 sends in place of a request line, as tools show it. */
const PSEUDO_LINE = /^:(method|scheme|authority|path):[ \t]*(.*?)[ \t]*$/;

/** The request of an HTTP/1.1 message: its first line and its headers; the body says nothing of where it goes. */
export function readHttpMessage(text: string): RequestsRead {
  return readOrRefuse(() => [httpMessage(text.split(/\r?\n/))]);
}

function httpMessage(lines: readonly string[]): NamedRequest {
  const [first = '', ...others] = lines;
  const end = others.indexOf('');
  const headers = unfolded(end === -1 ? others : others.slice(0, end));
  if (PSEUDO_LINE.test(first))
    return ofPseudoHeaders(unfolded([first, ...(end === -1 ? others : others.slice(0, end))]));
  const found = REQUEST_LINE.exec(first);
  const [method, target] = [found?.[1] ?? found?.[3], found?.[2] ?? found?.[4]];
  if (method === undefined || target === undefined) {
    throw new UnreadableRequest(
      `\`${first.slice(0, 60)}\` begins no request: expected a curl command, a HAR, or a line such as \`GET /cart HTTP/1.1\``,
    );
  }
  const read = headers.map(readHeaderLine);
  const absolute = /^https?:\/\//i.test(target) ? readAddress(target) : null;
  if (absolute === null && !target.startsWith('/') && target !== '*')
    throw new UnreadableRequest(
      `\`${target}\` is no target: expected a path that begins with \`/\`, or a whole address`,
    );
  const { path, query } = absolute ?? splitTarget(target);
  return named({
    method,
    ...(absolute !== null && { scheme: absolute.scheme }),
    host: absolute?.host ?? read.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '',
    path,
    query,
    headers: read.filter(([name]) => name.toLowerCase() !== 'host'),
  });
}

function ofPseudoHeaders(lines: readonly string[]): NamedRequest {
  const pseudo = new Map<string, string>();
  const headers: (readonly [string, string])[] = [];
  for (const line of lines) {
    const [, name, value] = PSEUDO_LINE.exec(line) ?? [];
    if (name !== undefined && value !== undefined) pseudo.set(name, value);
    else headers.push(readHeaderLine(line));
  }
  const scheme = pseudo.get('scheme');
  return named({
    method: pseudo.get('method') ?? 'GET',
    ...(scheme !== undefined && { scheme }),
    host: pseudo.get('authority') ?? headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '',
    ...splitTarget(pseudo.get('path') ?? '/'),
    headers: headers.filter(([name]) => name.toLowerCase() !== 'host'),
  });
}

function named(request: RequestInput): NamedRequest {
  const notes = request.scheme === undefined ? ['a message does not say its scheme: `http` is taken'] : [];
  return { name: requestName(request), request: { scheme: 'http', ...request }, notes };
}

/** A line that begins with a blank goes on with the one before it (RFC 9112, 5.2). */
function unfolded(lines: readonly string[]): readonly string[] {
  return lines.reduce<readonly string[]>((read, line) => {
    const last = read.at(-1);
    return last !== undefined && /^[ \t]/.test(line)
      ? [...read.slice(0, -1), `${last} ${line.trim()}`]
      : [...read, line];
  }, []);
}

function readHeaderLine(line: string): readonly [string, string] {
  const [, name, value] = HEADER_LINE.exec(line) ?? [];
  if (name === undefined || value === undefined)
    throw new UnreadableRequest(
      `\`${line.slice(0, 60)}\` is no header: expected \`Name: value\`, and an empty line before a body`,
    );
  return [name, value];
}
