import type { IncomingHttpHeaders } from 'node:http';
import { includesRole, type Caller } from '../access/role.js';
import type { Access } from '../access/token-file.js';
import type { Operation } from '../operation.js';
import { problem, type Problem } from '../problem.js';
import { isOwnHost, isOwnOrigin } from './hosts.js';
import type { RateLimit } from './rate.js';

/** What is known of a request before its body is read. */
export interface Arrival {
  readonly headers: IncomingHttpHeaders;
  readonly remoteAddress: string;
  /** Null for a path that leads nowhere. */
  readonly operation: Operation | null;
}

export interface Admission {
  readonly access: Access;
  readonly rate: RateLimit;
  readonly port: number;
  readonly secure: boolean;
  readonly names: readonly string[];
}

export type Admitted =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly problem: Problem; readonly headers?: Readonly<Record<string, string>> };

/** Nobody in particular: for what needs no token. */
const ANYONE: Caller = { name: 'anyone', role: 'viewer' };

/** Whether a request may go on to be read: from where it comes, how often, from whom, and what it says its body is. */
export function admit({ headers, remoteAddress, operation }: Arrival, by: Admission): Admitted {
  if (!isOwnHost(headers.host, by)) {
    return no(
      421,
      'this server does not answer for the host that the request names; `--allow-host` adds one',
    );
  }
  if (!isOwnOrigin(headers.origin, headers.host ?? '', by.secure)) {
    return no(403, 'a page of another site sent this request');
  }
  const caller = by.access.caller(headers.authorization);
  const wait = by.rate.take(caller === null ? `address ${remoteAddress}` : `caller ${caller.name}`);
  if (wait !== null)
    return no(429, `too many requests; ask again in ${wait} s`, { 'retry-after': String(wait) });
  if (operation === null || operation.role === 'anyone') return { ok: true, caller: caller ?? ANYONE };
  if (caller === null) {
    return no(401, 'a token is needed: `Authorization: Bearer TOKEN`', { 'www-authenticate': 'Bearer' });
  }
  if (!includesRole(caller.role, operation.role)) {
    return no(403, `this needs the role ${operation.role}; \`${caller.name}\` has the role ${caller.role}`);
  }
  return { ok: true, caller };
}

/** Why a write is refused for what it says its body is; null where it is not. No simple request of another site's page passes. */
export function wrongType({ headers, operation }: Pick<Arrival, 'headers' | 'operation'>): Problem | null {
  const isWrite = operation !== null && operation.body !== null;
  if (!isWrite) return null;
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '')
    ? null
    : problem(415, 'a write must say `Content-Type: application/json`');
}

function no(status: number, detail: string, headers: Readonly<Record<string, string>> = {}): Admitted {
  return { ok: false, problem: problem(status, detail), headers };
}
