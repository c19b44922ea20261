import type { Field } from './atom.js';
import type { RequestInput } from './request.js';

/** A field with the value that a request shall have there; undefined for a request without it. */
export interface FieldWitness {
  readonly field: Field;
  readonly value: string | undefined;
}

/** A request with these values, as short as it can be. A `Cookie` header of its own stands in place of single cookies. */
export function witnessRequest(witnesses: readonly FieldWitness[]): RequestInput {
  const request: { -readonly [K in keyof RequestInput]: RequestInput[K] } = {};
  const headers: (readonly [string, string])[] = [];
  const cookies: string[] = [];
  const parameters: string[] = [];
  for (const { field, value } of witnesses) {
    if (value === undefined) continue;
    switch (field.field) {
      case 'header':
        headers.push([field.name ?? '', value]);
        break;
      case 'cookie':
        cookies.push(`${field.name ?? ''}=${value}`);
        break;
      case 'query':
        parameters.push(value === '' ? (field.name ?? '') : `${field.name ?? ''}=${value}`);
        break;
      case 'host':
      case 'path':
      case 'method':
      case 'scheme':
        request[field.field] = value;
    }
  }
  if (cookies.length > 0 && !headers.some(([name]) => name === 'cookie'))
    headers.push(['cookie', cookies.join('; ')]);
  if (parameters.length > 0) request.query = parameters.join('&');
  if (headers.length > 0) request.headers = headers;
  return request;
}

/** A request for a message: `GET /a?q with user-agent: Chrome`. */
export function requestText({
  method = 'GET',
  scheme,
  host,
  path = '/',
  query,
  headers = [],
}: RequestInput): string {
  const target = `${host === undefined ? '' : `${scheme ?? 'http'}://${host}`}${path}`;
  const lines = (Array.isArray(headers) ? headers : Object.entries(headers)) as readonly (readonly [
    string,
    string,
  ])[];
  const asked = `${method} ${target}${query === undefined || query === null ? '' : `?${query}`}`;
  const over = scheme !== undefined && host === undefined ? [`over ${scheme}`] : [];
  // A header that stands for something else than a header has no value to show.
  const sent = lines.map(([name, value]) =>
    name.startsWith('<') ? name : `${name}: ${value === '' ? '""' : value}`,
  );
  return [asked, ...over, ...(sent.length === 0 ? [] : [`with ${sent.join(', ')}`])].join(' ');
}
