import { haproxyWord } from '@lamia/lang';
import type { Address, BalanceMethod, HealthCheck, HealthRequest } from '../../config/gateway.js';
import { hostPort } from '../host-port.js';
import type { Line } from './line.js';
import type { Pool } from './pool.js';

/** Longer than anything waits for another request: the frontend of the route gives its connections up first. */
const KEPT = '1h';

/** Weights may change under it, and move as few clients as can be. */
export const HASH_LINE = '  hash-type consistent sdbm avalanche';

/** Of frontends and backends that pass connections on; these may be silent for long. */
export const TCP_LINES = ['  mode tcp', '  timeout client 1h', '  timeout server 1h'] as const;

/** A pool's frontend and backend. */
export function poolLines(pool: Pool): readonly Line[] {
  const { gateway, label, name, endpoints, balance, healthCheck } = pool;
  const origin = `version \`${label}\` of gateway \`${gateway}\``;
  const texts = [
    `frontend ${haproxyWord(name)}`,
    ...clientLines(pool),
    `  default_backend ${haproxyWord(name)}`,
    `backend ${haproxyWord(name)}`,
    ...(pool.isTcp ? TCP_LINES : []),
    ...(pool.hasCookie ? cookieLines(gateway) : []),
    ...balanceLines(balance),
    ...(healthCheck === null ? [] : checkLines(healthCheck)),
  ];
  return [
    ...texts.map((text) => ({ text, origin })),
    ...endpoints.map((address) => ({
      text: `  server ${haproxyWord(endpointName(address))} ${hostPort(address)}`,
      origin: `endpoint \`${hostPort(address)}\` of ${origin}`,
    })),
  ];
}

/** How the client is known behind the gateway's own frontend. */
function clientLines({ isTcp, socket }: Pool): readonly string[] {
  const bind = `  bind unix@${socket} mode 600`;
  if (isTcp) return [`${bind} accept-proxy`, ...TCP_LINES];
  return [
    bind,
    `  timeout http-keep-alive ${KEPT}`,
    // The last of them is the one that the gateway's frontend has written.
    '  http-request set-src hdr_ip(X-Forwarded-For,-1)',
  ];
}

/** An endpoint's cookie is made of its address, so that it stays when others come and go. */
function cookieLines(gateway: string): readonly string[] {
  return [
    `  cookie ${haproxyWord(`lamia-${gateway}-instance`)} insert indirect nocache httponly attr SameSite=Lax dynamic`,
    '  dynamic-cookie-key lamia',
  ];
}

/** By a hash, an endpoint that comes or goes moves its own part of the requests and leaves the others where they are. */
function balanceLines(balance: BalanceMethod): readonly string[] {
  const [, parameter] = /^url_param\((.*)\)$/.exec(balance) ?? [];
  const method = parameter === undefined ? balance : `url_param ${parameter}`;
  const hashes = /^(?:source|uri|hdr|url_param)\b/.test(balance);
  return [`  balance ${method}`, ...(hashes ? [HASH_LINE] : [])];
}

/** A server's name has no brackets; the port stands behind the last colon. */
function endpointName({ host, port }: Address): string {
  return `${host}:${port}`;
}

function checkLines(check: HealthCheck): readonly string[] {
  const { request, port, interval, timeout, failures, successes } = check;
  const where = port === null ? '' : ` port ${port}`;
  return [
    ...(request === null ? [] : requestLines(request)),
    `  timeout check ${timeout}`,
    `  default-server check${where} inter ${interval} fall ${failures} rise ${successes}`,
  ];
}

function requestLines({ path, host, status }: HealthRequest): readonly string[] {
  return [
    '  option httpchk',
    `  http-check send meth GET uri ${haproxyWord(path)} ver HTTP/1.1 hdr Host ${haproxyWord(host)}`,
    `  http-check expect status ${status.from}-${status.to}`,
  ];
}
