import { haproxyWord } from '@lamia/lang';
import { createHash } from 'node:crypto';
import { hostPort } from '../host-port.js';
import type { Routing } from '../target.js';
import type { Line } from './line.js';
import { EXPORTER_FRONTEND, type Layout } from './layout.js';
import { poolLines } from './pool-lines.js';
import { siteLines, type WeightOf } from './site-lines.js';
import { serverWeight } from './server-weight.js';

/** The name of the runtime's command socket, in HAProxy's working directory: no path has to be spelt in the file. */
export const ADMIN_SOCKET = 'admin.sock';

export interface Configuration {
  /** `haproxy.cfg`, with the current weights: a process that starts from it splits as the one before. */
  readonly text: string;
  /** Equal for configurations that differ in weights only; the running process tells its own (`show info`). */
  readonly fingerprint: string;
  /** What each line of the text was written for, for people; the first line is at 0. */
  readonly origins: readonly string[];
}

/** Renders what HAProxy has to serve, with these weights by gateway name; pure. */
export function renderConfiguration(layout: Layout, routings: ReadonlyMap<string, Routing>): Configuration {
  const fingerprint = createHash('sha256')
    .update(
      linesOf(layout, '', () => 0)
        .map(textOf)
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 16);
  const lines = linesOf(layout, fingerprint, (site, backend, label) =>
    serverWeight(routings.get(site.gateway)?.routes.get(backend.route)?.get(label) ?? 0),
  );
  return {
    text: `${lines.map(textOf).join('\n')}\n`,
    fingerprint,
    origins: lines.map((line) => line.origin),
  };
}

function textOf(line: Line): string {
  return line.text;
}

function linesOf(layout: Layout, fingerprint: string, weightOf: WeightOf): readonly Line[] {
  return [
    ...from('the runtime', preamble(fingerprint)),
    ...(layout.exporter === null ? [] : from('the exporter', exporterLines(hostPort(layout.exporter)))),
    ...layout.sites.flatMap((site) => siteLines(site, weightOf)),
    ...layout.pools.flatMap(poolLines),
  ];
}

function from(origin: string, texts: readonly string[]): readonly Line[] {
  return texts.map((text) => ({ text, origin }));
}

/**
 * Why these settings and not others:
 * - `noreuseport`: two processes could otherwise listen on one address, each taking a part of the connections, and nobody
 *   would be told that the address is in use. A reload hands the open sockets over and does not need it.
 * - `fd-hard-limit`: where a container's limit is in the billions, HAProxy would size its tables by it.
 * - `retries 0`, `no option redispatch`, and servers without `check`: a canary's failures must be seen. A retry on another
 *   server would answer for the failing version; one on the same server would hide the refusals of a version that keeps
 *   restarting, and count them as slowness; a health check would silently take the version's share away and give it to
 *   the others, while the weights still say otherwise. So each refused connection is one 503 for the client and one of
 *   the server's `connection_errors_total`.
 * - `option idle-close-on-response`: on a reload, an idle client's connection is closed with its next response and not
 *   under a request that is already on its way.
 * - `hard-stop-after`: the process before a reload ends although somebody keeps a websocket open for days.
 */
function preamble(fingerprint: string): readonly string[] {
  return [
    '# Written by lamia, which replaces it; run from its own folder: the sockets are beside it.',
    'global',
    `  description ${haproxyWord(`lamia ${fingerprint}`)}`,
    `  stats socket unix@${ADMIN_SOCKET} mode 600 level admin`,
    '  noreuseport',
    '  fd-hard-limit 65536',
    '  hard-stop-after 1h',
    'defaults',
    '  mode http',
    '  timeout connect 5s',
    '  timeout http-request 60s',
    '  timeout http-keep-alive 75s',
    '  timeout client 60s',
    '  timeout server 60s',
    '  timeout tunnel 1h',
    '  option idle-close-on-response',
    '  no option redispatch',
    '  retries 0',
    '  http-reuse safe',
  ];
}

function exporterLines(address: string): readonly string[] {
  return [
    `frontend ${haproxyWord(EXPORTER_FRONTEND)}`,
    `  bind ${address}`,
    '  http-request use-service prometheus-exporter if { path /metrics }',
    '  http-request return status 404 content-type text/plain string "see /metrics"',
  ];
}
