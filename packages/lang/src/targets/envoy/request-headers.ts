import { lowerCase, type RequestInput } from '../../condition/request.js';

/** How a header that stands on several lines is compared: each line by itself, so that one that matches is enough, or all as one. */
export type RepeatedHeaders = 'each' | 'joined';

/** A request as the routes of Envoy see it. */
export interface RequestHeaders {
  /** As sent. */
  readonly authority: string;
  /** Without the query. */
  readonly path: string;
  /** The first value of a query parameter, undecoded. */
  readonly query: (name: string) => string | undefined;
  /** What of a header, or of one of Envoy's own such as `:path`, is compared; nothing for a missing one. */
  readonly values: (name: string) => readonly string[];
}

export function requestHeaders(request: RequestInput, repeated: RepeatedHeaders): RequestHeaders {
  const { method = 'GET', scheme = 'http', host = '', path = '/', query = null, headers = [] } = request;
  const pathAndQuery = query === null ? path : `${path}?${query}`;
  const values = new Map<string, readonly string[]>([
    [':method', [method]],
    [':scheme', [scheme]],
    [':authority', [host]],
    ['host', [host]],
    [':path', [pathAndQuery]],
  ]);
  const lines: Iterable<readonly [string, string]> = isIterable(headers) ? headers : Object.entries(headers);
  for (const [written, value] of lines) {
    const name = lowerCase(written);
    if (name === 'host' || name.startsWith(':')) continue;
    const before = values.get(name) ?? [];
    const trimmed = value.replace(/^[\t ]+|[\t ]+$/g, '');
    const joins = KEPT_ON_ONE_LINE.has(name);
    values.set(name, joins ? [joinedLine(before[0] ?? '', trimmed)] : [...before, trimmed]);
  }
  const parameters = queryParameters(pathAndQuery);
  return {
    authority: host,
    path: pathAndQuery.split('?', 1)[0] ?? '',
    query: (name) => parameters.get(name),
    values: (name) => {
      const found = values.get(name) ?? [];
      return repeated === 'joined' && found.length > 1 ? [found.join(',')] : found;
    },
  };
}

function isIterable(
  headers: readonly (readonly [string, string])[] | Readonly<Record<string, string>>,
): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}

/** Headers of which Envoy keeps one line in any release, to which it adds those that follow (measured on release 1.40). */
const KEPT_ON_ONE_LINE: ReadonlySet<string> = new Set([
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'authorization',
  'cache-control',
  'content-encoding',
  'content-type',
  'grpc-accept-encoding',
  'grpc-timeout',
  'if-match',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'if-unmodified-since',
  'user-agent',
  'x-client-trace-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-request-id',
]);

function joinedLine(before: string, line: string): string {
  return before === '' || line === '' ? before + line : `${before},${line}`;
}

function queryParameters(pathAndQuery: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  const start = pathAndQuery.indexOf('?');
  if (start < 0) return parameters;
  for (const part of pathAndQuery.slice(start + 1).split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (!parameters.has(name)) parameters.set(name, equals < 0 ? '' : part.slice(equals + 1));
  }
  return parameters;
}
