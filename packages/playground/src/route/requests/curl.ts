import type { RequestInput } from '@lamia/lang';
import { readAddress, withoutDotSegments, type Address } from './address.js';
import { cmdWords, isForCommandPrompt } from './cmd-words.js';
import { curlArguments, type CurlArgument } from './curl-arguments.js';
import { base64, formEncoded } from './encodings.js';
import {
  readOrRefuse,
  requestName,
  UnreadableRequest,
  type NamedRequest,
  type RequestsRead,
} from './requests-read.js';
import { shellWords } from './shell-words.js';

/** The request that a curl command sends, or why it cannot be known. */
export function readCurl(text: string): RequestsRead {
  return readOrRefuse(() => {
    const [, ...words] = isForCommandPrompt(text) ? cmdWords(text) : shellWords(text);
    return curlRequests(curlArguments(words));
  });
}

function curlRequests(given: readonly CurlArgument[]): readonly NamedRequest[] {
  const addresses = valuesOf(given, 'url');
  if (addresses.length === 0)
    throw new UnreadableRequest(
      'this curl command names no address: add one such as `https://shop.example/`',
    );
  return addresses.map((address) => curlRequest(given, address));
}

function curlRequest(given: readonly CurlArgument[], written: string): NamedRequest {
  const has = (means: CurlArgument['means']): boolean => given.some((argument) => argument.means === means);
  const glob = has('globoff')
    ? null
    : /[[{][^\]}]*[\]}]/.exec(written.replace(/^[a-z]+:\/\/\[[^\]]*\]/i, ''));
  if (glob !== null)
    throw new UnreadableRequest(
      `curl makes several requests of \`${glob[0]}\` in the address: write one of them, or add \`--globoff\``,
    );
  const notes: string[] = [];
  const body = bodyOf(given);
  const address = withQuery(readAddress(written), given, body);
  const headers = headersOf(given, address, body, notes);
  if (has('data-urlencode') && /%(?:[0-9][A-F]|[A-F])/.test(address.query ?? ''))
    notes.push('curl writes what it encodes, such as `%2F`, with small or large letters, by its version');
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const request: RequestInput = {
    method: methodOf(given, body),
    scheme: address.scheme,
    host: host ?? address.host,
    path: has('path-as-is') ? address.path : withoutDotSegments(address.path),
    query: address.query,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'host'),
  };
  return { name: requestName(request), request, notes };
}

/** What is sent behind the headers. */
interface Body {
  readonly kind: 'none' | 'data' | 'json' | 'form' | 'upload';
  /** Null where it comes from a file. */
  readonly text: string | null;
}

function bodyOf(given: readonly CurlArgument[]): Body {
  const parts = given.flatMap(({ means, value }): readonly (string | null)[] => {
    switch (means) {
      case 'data':
      case 'json':
        return [value.startsWith('@') ? null : value];
      case 'data-raw':
        return [value];
      case 'data-urlencode':
        return [urlEncodedData(value)];
      default:
        return [];
    }
  });
  const isJson = given.some(({ means }) => means === 'json');
  if (parts.length > 0) {
    const text = parts.includes(null) ? null : parts.join(isJson ? '' : '&');
    return { kind: isJson ? 'json' : 'data', text };
  }
  if (given.some(({ means }) => means === 'form')) return { kind: 'form', text: null };
  if (given.some(({ means }) => means === 'upload-file')) return { kind: 'upload', text: null };
  return { kind: 'none', text: null };
}

/** `content`, `=content`, `name=content`; null for what comes from a file. */
function urlEncodedData(value: string): string | null {
  const equals = value.indexOf('=');
  const at = value.indexOf('@');
  if (at >= 0 && (equals < 0 || at < equals)) return null;
  if (equals <= 0) return formEncoded(equals === 0 ? value.slice(1) : value);
  return `${value.slice(0, equals)}=${formEncoded(value.slice(equals + 1))}`;
}

function methodOf(given: readonly CurlArgument[], { kind }: Body): string {
  const said = valuesOf(given, 'request').at(-1);
  if (said !== undefined) return said;
  if (given.some(({ means }) => means === 'head')) return 'HEAD';
  if (kind === 'upload') return 'PUT';
  const isInQuery = given.some(({ means }) => means === 'get');
  return kind === 'none' || isInQuery ? 'GET' : 'POST';
}

/** The address with what `-G` and `--url-query` put behind it. */
function withQuery(address: Address, given: readonly CurlArgument[], { kind, text }: Body): Address {
  const more = valuesOf(given, 'url-query').map((value) =>
    value.startsWith('+') ? value.slice(1) : urlEncodedData(value),
  );
  if (given.some(({ means }) => means === 'get') && kind !== 'none') more.push(text);
  if (more.includes(null))
    throw new UnreadableRequest(
      'a part of the query comes from a file (`@`), which is not read here: write its text',
    );
  const parts = [...(address.query === null ? [] : [address.query]), ...more].filter((part) => part !== '');
  return parts.length === 0 ? address : { ...address, query: parts.join('&') };
}

const CURL_AGENT = 'curl/8.5.0';

/** The lines as curl sends them: its own ones, unless the command replaces or removes them. */
function headersOf(
  given: readonly CurlArgument[],
  address: Address,
  body: Body,
  notes: string[],
): readonly (readonly [string, string])[] {
  const own = new Map<string, readonly [string, string]>();
  const set = (name: string, value: string): void => void own.set(name.toLowerCase(), [name, value]);
  const last = (means: CurlArgument['means']): string | undefined => valuesOf(given, means).at(-1);
  const user = last('user') ?? address.user;
  if (user !== null) set('Authorization', `Basic ${base64(user.includes(':') ? user : `${user}:`)}`);
  const bearer = last('bearer');
  if (bearer !== undefined) set('Authorization', `Bearer ${bearer}`);
  set('User-Agent', last('user-agent') ?? CURL_AGENT);
  set('Accept', body.kind === 'json' ? 'application/json' : '*/*');
  const range = last('range');
  if (range !== undefined) set('Range', `bytes=${range}`);
  const referer = last('referer')?.replace(/;auto$/, '');
  if (referer !== undefined && referer !== '') set('Referer', referer);
  if (given.some(({ means }) => means === 'compressed')) set('Accept-Encoding', 'deflate, gzip, br, zstd');
  const cookies = cookiesOf(given);
  if (cookies !== null) set('Cookie', cookies);
  if (!given.some(({ means }) => means === 'get')) contentHeaders(body, set);

  const written = valuesOf(given, 'header').map(readHeader);
  const names = new Set(written.map(({ name }) => name.toLowerCase()));
  if (body.kind === 'form' && !names.has('content-type'))
    notes.push('the boundary in `Content-Type` is made up by curl for each request');
  if (given.some(({ means }) => means === 'compressed') && !names.has('accept-encoding'))
    notes.push('which encodings `Accept-Encoding` names depends on how curl was built');
  if (last('user-agent') === undefined && !names.has('user-agent'))
    notes.push(`curl names itself and its version in \`User-Agent\`: \`${CURL_AGENT}\` stands for any`);
  return [
    ...[...own].filter(([key, [, value]]) => !names.has(key) && value !== '').map(([, line]) => line),
    ...written.flatMap(({ name, value }) => (value === null ? [] : [[name, value] as const])),
  ];
}

function contentHeaders({ kind, text }: Body, set: (name: string, value: string) => void): void {
  if (kind === 'data' || kind === 'json') {
    if (text !== null) set('Content-Length', String(new TextEncoder().encode(text).length));
    set('Content-Type', kind === 'json' ? 'application/json' : 'application/x-www-form-urlencoded');
  }
  if (kind === 'form') set('Content-Type', 'multipart/form-data; boundary=------------------------boundary');
}

function cookiesOf(given: readonly CurlArgument[]): string | null {
  const values = valuesOf(given, 'cookie');
  const file = values.find((value) => !value.includes('='));
  if (file !== undefined) {
    throw new UnreadableRequest(
      `\`-b ${file}\` reads cookies from a file, which is not read here: write them, as in \`-b "group=testers"\``,
    );
  }
  return values.length === 0 ? null : values.join(';');
}

/** `Name: value`, `Name;` for an empty one, `Name:` for none at all. */
function readHeader(text: string): { readonly name: string; readonly value: string | null } {
  if (text.startsWith('@'))
    throw new UnreadableRequest(
      `\`-H ${text}\` reads headers from a file, which is not read here: write them`,
    );
  const [, name, sign, value = ''] = /^([^:;\s]+)\s*([:;])\s*([^]*?)\s*$/.exec(text) ?? [];
  if (name === undefined || (sign === ';' && value !== ''))
    throw new UnreadableRequest(`\`${text}\` is no header: expected \`Name: value\``);
  return { name, value: sign === ';' ? '' : value === '' ? null : value };
}

function valuesOf(given: readonly CurlArgument[], means: CurlArgument['means']): readonly string[] {
  return given.flatMap((argument) => (argument.means === means ? [argument.value] : []));
}
