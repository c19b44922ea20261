import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const REQUESTS_PER_SECOND = 40;

/** A page for Prometheus as the proxies of a mesh have it: each version answers so many requests a second, some of them with 503. */
export interface Exporter {
  readonly url: string;
  /** From now on this share of a version's answers is 503. */
  fails(version: string, share: number): void;
  close(): Promise<void>;
}

interface Counted {
  share: number;
  since: number;
  good: number;
  bad: number;
}

/** @param application whose versions v1 and v2 are in this namespace; all is well with them at first */
export async function startExporter(namespace: string, application: string): Promise<Exporter> {
  const versions = new Map(['v1', 'v2'].map((version) => [version, begun()]));
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/plain; version=0.0.4');
    const lines = [...versions].flatMap(([version, counted]) => {
      brought(counted);
      const labels = `reporter="source",destination_workload_namespace="${namespace}",destination_app="${application}",destination_version="${version}"`;
      const line = (code: number, count: number): string =>
        `istio_requests_total{${labels},response_code="${code}"} ${count}`;
      return counted.bad === 0
        ? [line(200, counted.good)]
        : [line(200, counted.good), line(503, counted.bad)];
    });
    response.end(`# TYPE istio_requests_total counter\n${lines.join('\n')}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not of a pipe
  return {
    url: `http://127.0.0.1:${port}/metrics`,
    fails(version, share) {
      const counted = versions.get(version) ?? begun();
      brought(counted);
      counted.share = share;
      versions.set(version, counted);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const begun = (): Counted => ({ share: 0, since: performance.now(), good: 0, bad: 0 });

/** Counts what was answered since it was looked at last. */
function brought(counted: Counted): void {
  const now = performance.now();
  const requests = (REQUESTS_PER_SECOND * (now - counted.since)) / 1000;
  counted.good += requests * (1 - counted.share);
  counted.bad += requests * counted.share;
  counted.since = now;
}
