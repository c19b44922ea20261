import { readAddress } from './address.js';
import {
  readOrRefuse,
  requestName,
  UnreadableRequest,
  type NamedRequest,
  type RequestsRead,
} from './requests-read.js';

/** So many requests of a recording are of use in a list. */
const MOST = 500;

/** All requests of a HAR (HTTP Archive 1.2), in its order, as browsers save them. */
export function readHar(text: string): RequestsRead {
  return readOrRefuse(() => {
    const entries = field(field(parsed(text), 'log'), 'entries');
    if (!Array.isArray(entries))
      throw new UnreadableRequest('this JSON is no HAR: expected `log` with a list of `entries`');
    const requests: readonly unknown[] = entries;
    if (requests.length === 0) throw new UnreadableRequest('this HAR has no requests');
    if (requests.length > MOST)
      throw new UnreadableRequest(
        `this HAR has ${requests.length} requests, more than ${MOST}: save a shorter recording`,
      );
    return requests.map((entry, place) => harRequest(field(entry, 'request'), place));
  });
}

function harRequest(request: unknown, place: number): NamedRequest {
  const [method, url] = [field(request, 'method'), field(request, 'url')];
  if (typeof method !== 'string' || typeof url !== 'string')
    throw new UnreadableRequest(`the request ${place + 1} of this HAR has no \`method\` and \`url\``);
  const listed = field(request, 'headers');
  const headers = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).flatMap(
    (header): readonly (readonly [string, string])[] => {
      const [name, value] = [field(header, 'name'), field(header, 'value')];
      // HTTP/2 has its request line among the headers, `:path` and so on.
      return typeof name === 'string' && typeof value === 'string' && !name.startsWith(':')
        ? [[name, value]]
        : [];
    },
  );
  const { scheme, host, path, query } = readAddress(url);
  const said = headers.find(([name]) => name.toLowerCase() === 'host')?.[1];
  const read = {
    method,
    scheme,
    host: said ?? host,
    path,
    query,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'host'),
  };
  return { name: requestName(read), request: read, notes: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UnreadableRequest(`this begins like a HAR, but is no JSON: ${error.message}`);
  }
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null && Object.hasOwn(of, name)
    ? (of as Record<string, unknown>)[name]
    : undefined;
}
