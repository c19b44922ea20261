import { UnreadableRequest } from './requests-read.js';

/** The parts of an address as they are sent: nothing is decoded, and nothing tidied up. */
export interface Address {
  readonly scheme: 'http' | 'https';
  /** `name:password`, where the address has them. */
  readonly user: string | null;
  /** With the port where it is not the scheme's own. */
  readonly host: string;
  readonly path: string;
  /** Without the `?`; null for none. */
  readonly query: string | null;
}

const ADDRESS =
  /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(?:([^@/?#]*)@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/s;

/** Reads an address; one without a scheme is for http, as curl has it. @throws UnreadableRequest */
export function readAddress(text: string): Address {
  const [, scheme = 'http', user, host = '', path = '', query] = ADDRESS.exec(text) ?? [];
  const lower = scheme.toLowerCase();
  if (lower !== 'http' && lower !== 'https') {
    throw new UnreadableRequest(`\`${text}\` is for \`${scheme}\`: expected an address for http or https`);
  }
  if (host === '')
    throw new UnreadableRequest(`\`${text}\` names no host: expected one such as \`shop.example\``);
  const blank = /[\s]/.exec(text);
  if (blank !== null)
    throw new UnreadableRequest(`the address \`${text}\` has a blank in it: write it as \`%20\``);
  return {
    scheme: lower,
    user: user ?? null,
    host: host.replace(lower === 'http' ? /:80$/ : /:443$/, '').replace(/:$/, ''),
    path: path === '' ? '/' : path,
    query: query ?? null,
  };
}

/** The path without its `.` and `..` segments, as RFC 3986 (5.2.4) has it and clients send it. */
export function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [place, segment] of segments.entries()) {
    const isLast = place === segments.length - 1;
    if (segment === '..') kept.pop();
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (isLast) kept.push('');
  }
  return `/${kept.join('/')}`;
}

/** What is written in a request's target: the path and, where there is one, the query. */
export function splitTarget(target: string): Pick<Address, 'path' | 'query'> {
  const [path = '', ...rest] = (target.split('#')[0] ?? '').split('?');
  return { path: path === '' ? '/' : path, query: rest.length === 0 ? null : rest.join('?') };
}
