import type { IncomingHttpHeaders } from 'node:http';

/**
 * Meant for one connection only (RFC 9110 §7.6.1). `transfer-encoding` is missing on purpose: Node has undone the framing
 * and frames anew what carries this header; without it a body of a method that usually has none would go out unframed.
 */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
] as const;

const NEVER_NOMINATED: ReadonlySet<string> = new Set(['transfer-encoding', 'content-length', 'host']);

/** Removes, in place, the headers that belong to one connection, with those that `Connection` nominates. */
export function removeHopByHop(headers: IncomingHttpHeaders): void {
  const nominated = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of [...HOP_BY_HOP, ...nominated]) {
    if (!NEVER_NOMINATED.has(name)) Reflect.deleteProperty(headers, name);
  }
}

/** Adds the client to the end of `x-forwarded-for`, in place: the proxies before it stay readable. */
export function appendForwardedFor(headers: IncomingHttpHeaders, client: string | undefined): void {
  if (client === undefined) return;
  const before = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = before === undefined ? client : `${String(before)}, ${client}`;
}

/** `/a?b` for `http://shop.example/a?b`: a server must accept the absolute form (RFC 9112 §3.2.2), upstreams may not. */
export function originForm(target: string): string {
  if (!/^https?:\/\//i.test(target)) return target;
  const rest = target.replace(/^[^:]+:\/\/[^/?]*/, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}
