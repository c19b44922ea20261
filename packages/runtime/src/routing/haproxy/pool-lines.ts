import { haproxyWord } from '@lamia/lang';
import type { Address, BalanceMethod, HealthCheck, HealthRequest } from '../../config/gateway.js';
import { hostPort } from '../host-port.js';
import type { Line } from './line.js';
import type { Pool } from './pool.js';

/** Longer than anything waits for another request: the frontend of the route gives its connections up first. */
const KEPT = '1h';

/** A pool's frontend and backend. */
export function poolLines(pool: Pool): readonly Line[] {
  const { gateway, label, name, socket, endpoints, balance, healthCheck } = pool;
  const origin = `version \`${label}\` of gateway \`${gateway}\``;
  const texts = [
    `frontend ${haproxyWord(name)}`,
    `  bind unix@${socket} mode 600`,
    `  timeout http-keep-alive ${KEPT}`,
    // The last of them is the one that the gateway's frontend has written.
    '  http-request set-src hdr_ip(X-Forwarded-For,-1)',
    `  default_backend ${haproxyWord(name)}`,
    `backend ${haproxyWord(name)}`,
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

/** By a hash, an endpoint that comes or goes moves its own part of the requests and leaves the others where they are. */
function balanceLines(balance: BalanceMethod): readonly string[] {
  const [, parameter] = /^url_param\((.*)\)$/.exec(balance) ?? [];
  const method = parameter === undefined ? balance : `url_param ${parameter}`;
  const hashes = /^(?:source|uri|hdr|url_param)\b/.test(balance);
  return [`  balance ${method}`, ...(hashes ? ['  hash-type consistent sdbm avalanche'] : [])];
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
