import type { Milliseconds } from '../config/duration.js';
import type { Address } from '../config/gateway.js';
import type { CertificateFiles } from './access/certificate.js';
import type { Rate } from './guard/rate.js';

/** One request and what became of it, for a log: neither its path's secrets nor what it carried. */
export interface ServedRequest {
  readonly method: string;
  /** With names in place of what stood there: `/api/v1/gateways/{name}`; null for a path that leads nowhere. */
  readonly at: string | null;
  readonly status: number;
  readonly duration: Milliseconds;
  /** Null where nobody was known by it. */
  readonly caller: string | null;
}

/** Where the API listens, and for whom. */
export interface ApiAccess {
  /** Port 0 for a free one. */
  readonly listen: Address;
  /** The file of tokens; null for none, which is refused elsewhere than on loopback. */
  readonly tokens: string | null;
  readonly tls: CertificateFiles | null;
  /** Allows tokens to travel unencrypted, as behind a proxy that ends TLS. */
  readonly plainHttp: boolean;
  /** Host names that it answers for beside loopback and its own address. */
  readonly hosts: readonly string[];
}

/** For this machine only, and for whoever is on it. */
export function localAccess(listen: Address): ApiAccess {
  return { listen, tokens: null, tls: null, plainHttp: false, hosts: [] };
}

export interface ApiOptions extends ApiAccess {
  /** Hears of faults of the program itself, and of files that were changed and cannot be used. */
  readonly report: (fault: unknown, during: string) => void;
  /** The folder of the built app that is served at `/`; without one, or where nothing is built there, `/` says so. */
  readonly app?: string | null;
  readonly served?: (request: ServedRequest) => void;
  readonly limits?: Partial<ServerLimits>;
}

/** How much of the server one client may have. */
export interface ServerLimits {
  /** Of each caller, or of each address where nobody is known. */
  readonly rate: Rate;
  /** For the head of a request to arrive. */
  readonly head: Milliseconds;
  /** For the whole of it to arrive. */
  readonly request: Milliseconds;
  /** How often those that take too long are looked for. */
  readonly check: Milliseconds;
  readonly connections: number;
  /** How often it is looked whether tokens or certificate were changed. */
  readonly reload: Milliseconds;
}

export const SERVER_LIMITS: ServerLimits = {
  rate: { perSecond: 500, burst: 1_000 },
  head: 10_000,
  request: 30_000,
  check: 1_000,
  connections: 1_000,
  reload: 2_000,
};
