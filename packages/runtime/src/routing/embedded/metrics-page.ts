import type { Milliseconds } from '../../config/duration.js';
import type { GatewayMetrics } from './gateway-metrics.js';
import { Listener } from './listener.js';

const PATH = '/metrics';

/** The gateways' metrics on a loopback port of their own, so that no route of a gateway can hide them. */
export class MetricsPage {
  readonly #listener = new Listener();
  #url: string | null = null;

  constructor(metrics: GatewayMetrics) {
    this.#listener.server.on('request', (request, response) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== PATH) {
        response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end(`see ${PATH}\n`);
        return;
      }
      metrics.page().then(
        ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
        (error: unknown) => response.writeHead(500).end(`${String(error)}\n`),
      );
    });
  }

  /** Null before `open`. */
  get url(): string | null {
    return this.#url;
  }

  /** Listens on a free port; idempotent. */
  async open(): Promise<void> {
    if (this.#url !== null) return;
    const { port } = await this.#listener.listen({ host: '127.0.0.1', port: 0 });
    this.#url = `http://127.0.0.1:${port}${PATH}`;
  }

  async close(grace: Milliseconds): Promise<void> {
    if (this.#url === null) return;
    this.#url = null;
    await this.#listener.close(grace);
  }
}
