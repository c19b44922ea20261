import type { RequestInput } from '@lamia/lang';

/** A request as the fields of a form have it: all of it text. */
export interface RequestForm {
  readonly method: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  /** In order; a line without a name is not sent. */
  readonly headers: readonly (readonly [string, string])[];
}

export const EMPTY_FORM: RequestForm = {
  method: 'GET',
  scheme: 'http',
  host: '',
  path: '/',
  query: '',
  headers: [],
};

/** The request that a form describes. An empty query is none: `?` alone is hardly ever meant. */
export function formRequest({ method, scheme, host, path, query, headers }: RequestForm): RequestInput {
  return {
    method: method.trim() === '' ? 'GET' : method.trim(),
    scheme,
    host: host.trim(),
    path: path.startsWith('/') ? path : `/${path}`,
    query: query === '' ? null : query.replace(/^\?/, ''),
    headers: headers
      .filter(([name]) => name.trim() !== '')
      .map(([name, value]): readonly [string, string] => [name.trim(), value.trim()]),
  };
}

/** The form that shows a request. */
export function requestForm(request: RequestInput): RequestForm {
  const { method = 'GET', scheme = 'http', host = '', path = '/', query, headers = [] } = request;
  return { method, scheme, host, path, query: query ?? '', headers: headerLines(headers) };
}

/** Headers as lines, however they were given. */
export function headerLines(
  headers: NonNullable<RequestInput['headers']>,
): readonly (readonly [string, string])[] {
  return isLines(headers) ? headers : Object.entries(headers);
}

function isLines(
  headers: NonNullable<RequestInput['headers']>,
): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers);
}
