import { ServerResponse, type IncomingMessage } from 'node:http';
import { createProxyServer } from 'httpxy';
import type { Milliseconds } from '../../config/duration.js';
import type { Reach } from '../../discovery/reach.js';
import { RefusedEndpointError } from '../../discovery/vetted-connection.js';
import { Exchange, type Destination } from './exchange.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import { appendForwardedFor, originForm, removeHopByHop } from './headers.js';
import { Mirroring, type CopyLimits } from './mirroring.js';
import { NOT_IMPLEMENTED, refuse, refuseUpgrade, type Refusal } from './refusal.js';
import { RefusedVersions, type Warn } from './refused-versions.js';
import { VettedAgent } from './vetted-agent.js';

/** One gateway as the proxy sees it: asked for each request, so that a change takes effect with the next one. */
export interface Site {
  readonly name: string;
  readonly application: string;
  /** Whose turn it is among those that get such requests, or why nobody gets this one. */
  pick(request: IncomingMessage): Destination | Refusal;
  /** Where the next request of a route is copied to; null where it is not. */
  mirror(route: string): Destination | null;
}

export interface ReverseProxy {
  web(request: IncomingMessage, response: ServerResponse, site: Site): void;
  /** The request's socket is no longer Node's: `head` is what had been read of what follows the request. */
  upgrade(request: IncomingMessage, head: Buffer, site: Site): void;
  /** Closes the connections to upstreams. */
  close(): void;
}

export interface ProxyOptions {
  /** How long an upstream may be silent, connecting included, before the client gets a 504. */
  readonly silence: Milliseconds;
  /** Which addresses requests may be sent to. */
  readonly reach: Reach;
  /** Hears of versions that are at others. */
  readonly warn: Warn;
  /** What copies may take. */
  readonly copies: CopyLimits;
}

/**
 * A streaming HTTP reverse proxy. Requests and responses keep their method, path, host and end-to-end headers; the
 * client's departure ends the upstream's work.
 */
export function createReverseProxy(
  metrics: GatewayMetrics,
  { silence, reach, warn, copies }: ProxyOptions,
): ReverseProxy {
  const agent = new VettedAgent(reach, { keepAlive: true, maxFreeSockets: 64, timeout: silence });
  /** For a connection that nobody has used before. */
  const fresh = new VettedAgent(reach, {});
  const refused = new RefusedVersions(warn);
  const mirroring = new Mirroring(reach, metrics, refused, copies);
  const proxy = createProxyServer({ xfwd: true, proxyTimeout: silence });
  const exchanges = new WeakMap<IncomingMessage, Exchange>();

  proxy.on('proxyReq', (upstream, request, response) => {
    const exchange = exchanges.get(request);
    const isFirst = exchange?.sentOn(upstream) ?? false;
    const to = exchange === undefined || !isFirst ? null : exchange.site.mirror(exchange.destination.route);
    // Whoever reads the request begins in this very turn, so that a second reader misses nothing.
    if (exchange !== undefined && to !== null) {
      mirroring.copy({ request, response, upstream, site: exchange.site, to });
    }
  });
  proxy.on('proxyRes', (answer, request, response) => {
    const exchange = exchanges.get(request);
    exchange?.answered(answer);
    if (exchange !== undefined) refused.reached(exchange.site.name, exchange.destination.version);
    removeHopByHop(answer.headers);
    // Said outright, or the library repeats its own idea and keeps a connection that the client asked to close.
    answer.headers.connection = response.shouldKeepAlive ? 'keep-alive' : 'close';
  });
  proxy.on('proxyReqWs', (upstream, request) => {
    const exchange = exchanges.get(request);
    exchange?.sentOn(upstream);
    upstream.setTimeout(silence, () => upstream.destroy());
    for (const event of ['upgrade', 'response'] as const) {
      upstream.once(event, (answer: IncomingMessage) => {
        exchange?.answered(answer);
        exchange?.record();
      });
    }
  });
  proxy.on('error', (error, request, client) => {
    const exchange = request === undefined ? undefined : exchanges.get(request);
    if (request === undefined || client === undefined || exchange === undefined) return;
    if (error instanceof RefusedEndpointError) {
      refused.refused(exchange.site.name, exchange.destination.version, error.message);
    }
    if (!(client instanceof ServerResponse)) {
      refuseUpgrade(client, exchange.failed());
      exchange.record();
    } else if (client.headersSent) {
      // Too late for another status: only a broken connection tells the client that the body is not whole.
      client.destroy();
    } else if (!client.destroyed) {
      if (exchange.mayRetry(error)) send(request, client, exchange, fresh);
      else refuse(client, exchange.failed());
    }
  });

  /** Chooses the version and makes the request one of this proxy's own, or says why nobody gets it. */
  function begin(request: IncomingMessage, site: Site): Exchange | Refusal {
    const destination = site.pick(request);
    if (typeof destination === 'number') return destination;
    const exchange = new Exchange(destination, site, request, metrics);
    exchanges.set(request, exchange);
    request.url = originForm(request.url ?? '/');
    removeHopByHop(request.headers);
    // Node has answered `expect: 100-continue` already; the upstream need not be asked again.
    delete request.headers.expect;
    appendForwardedFor(request.headers, request.socket.remoteAddress);
    return exchange;
  }

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
    through: VettedAgent,
  ): void {
    proxy
      .web(request, response, { target: targetOf(exchange), agent: through })
      // It rejects when the client cannot be written to; the upstream's failures come as events.
      .catch(() => response.destroy());
  }

  return {
    web(request, response, site) {
      const exchange = begin(request, site);
      if (typeof exchange === 'number') {
        refuse(response, exchange);
        return;
      }
      response.once('close', () => exchange.record());
      send(request, response, exchange, agent);
    },

    upgrade(request, head, site) {
      const { socket } = request;
      if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
        refuseUpgrade(socket, NOT_IMPLEMENTED);
        return;
      }
      const exchange = begin(request, site);
      if (typeof exchange === 'number') {
        refuseUpgrade(socket, exchange);
        return;
      }
      request.headers.connection = 'upgrade';
      request.headers.upgrade = 'websocket';
      socket.once('close', () => exchange.record());
      proxy.ws(request, socket, { target: targetOf(exchange), agent }, head).catch(() => socket.destroy());
    },

    close() {
      mirroring.close();
      agent.destroy();
      fresh.destroy();
    },
  };
}

function targetOf(exchange: Exchange): {
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
} {
  const { host, port } = exchange.destination.address;
  return { protocol: 'http:', host, port };
}
