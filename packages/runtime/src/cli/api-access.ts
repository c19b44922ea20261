import { isLoopback } from '../api/guard/hosts.js';
import type { ApiAccess } from '../api/options.js';
import { refusalToListen } from '../api/access/listen-policy.js';
import { parseHostPort } from '../config/canonical/address.js';
import { usageError } from './exit.js';

/** The flags that say where the API listens, and for whom. */
export interface ApiFlags {
  readonly listen: string;
  readonly tokens?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly plainHttp?: boolean;
  readonly allowHost?: readonly string[];
}

/** @throws CommandError where the flags do not go together, or leave the API open to others */
export function apiAccess({
  listen,
  tokens,
  tlsCert,
  tlsKey,
  plainHttp = false,
  allowHost = [],
}: ApiFlags): ApiAccess {
  const parsed = parseHostPort(listen);
  if (!parsed.ok) {
    throw usageError(`\`--listen\` wants \`HOST:PORT\` such as \`127.0.0.1:8090\`, not \`${listen}\``);
  }
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw usageError('`--tls-cert` and `--tls-key` belong together; give both');
  }
  if (plainHttp && (tlsCert !== undefined || isLoopback(parsed.value.host))) {
    throw usageError('`--plain-http` is for listening beyond this machine without TLS; leave it out here');
  }
  const refusal = refusalToListen({
    listen: parsed.value,
    hasTokens: tokens !== undefined,
    hasTls: tlsCert !== undefined,
    plainHttp,
  });
  if (refusal !== null) throw usageError(refusal);
  return {
    listen: parsed.value,
    tokens: tokens ?? null,
    tls: tlsCert === undefined || tlsKey === undefined ? null : { cert: tlsCert, key: tlsKey },
    plainHttp,
    hosts: allowHost,
  };
}
