/** One HTTP request as the data plane sees it; every part may be left out. */
export interface RequestInput {
  /** As sent, `GET` where left out. */
  readonly method?: string;
  /** Of the connection to the data plane, `http` where left out. */
  readonly scheme?: string;
  /** As sent, with a port or without; a missing one is empty. */
  readonly host?: string;
  /** As sent, without the query, `/` where left out. */
  readonly path?: string;
  /** Without the `?`; null for none. */
  readonly query?: string | null;
  /** Lines in the order sent; an object stands for one line a name. */
  readonly headers?: readonly (readonly [string, string])[] | Readonly<Record<string, string>>;
}

/** A request with its parts brought to the form in which conditions compare them. */
export interface Request {
  readonly method: string;
  readonly scheme: string;
  /** In lower case, without port and trailing dot. */
  readonly host: string;
  readonly path: string;
  readonly query: string | null;
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, string])[];
}

export function readRequest(input: RequestInput): Request {
  const { headers = [] } = input;
  const lines: readonly (readonly [string, string])[] = isLines(headers) ? headers : Object.entries(headers);
  return {
    method: input.method ?? 'GET',
    scheme: input.scheme ?? 'http',
    host: comparableHost(input.host ?? ''),
    path: input.path ?? '/',
    query: input.query ?? null,
    headers: lines.map(([name, value]) => [lowerCase(name), value]),
  };
}

function isLines(
  headers: readonly (readonly [string, string])[] | Readonly<Record<string, string>>,
): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}

/** A host in lower case, without its port and without the dot at its end. */
export function comparableHost(host: string): string {
  const [, bare = host] = /^(\[[^\]]*\]|[^:]*)(?::\d*)?$/.exec(host) ?? [];
  return lowerCase(bare.endsWith('.') ? bare.slice(0, -1) : bare);
}

/** ASCII letters alone: other letters have no lower case that all data planes agree on. */
export function lowerCase(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

/** Several lines of one header are one value joined by commas, cookie lines by `; `; undefined where there is none. */
export function headerValue({ headers }: Request, name: string): string | undefined {
  let value: string | undefined;
  for (const line of headers) {
    if (line[0] !== name) continue;
    value = value === undefined ? line[1] : `${value}${name === 'cookie' ? '; ' : ','}${line[1]}`;
  }
  return value;
}

/** The first cookie of that name; a bare `a` names none. */
export function cookieValue(request: Request, name: string): string | undefined {
  const cookies = headerValue(request, 'cookie');
  if (cookies === undefined) return undefined;
  for (const part of cookies.split(';')) {
    const equals = part.indexOf('=');
    if (equals >= 0 && withoutBlanks(part.slice(0, equals)) === name)
      return withoutBlanks(part.slice(equals + 1));
  }
  return undefined;
}

/** Blanks of HTTP alone: a no-break space belongs to a value. A pattern for those at the end would look at inner ones again and again. */
function withoutBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9;
}

/** The first parameter of that name, undecoded; `?q` is present and empty. */
export function queryValue({ query }: Request, name: string): string | undefined {
  if (query === null) return undefined;
  for (const part of query.split('&')) {
    const equals = part.indexOf('=');
    if ((equals < 0 ? part : part.slice(0, equals)) === name) return equals < 0 ? '' : part.slice(equals + 1);
  }
  return undefined;
}
