import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { CERTIFICATE, KEY } from '../../packages/runtime/src/http/testing/certificate.js';

/** What stands in front of a Prometheus that is not for everybody: it wants a bearer token, over TLS. */
export interface TokenProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** @param behind address of the server that it passes requests on to */
export async function startTokenProxy(behind: string, token: string): Promise<TokenProxy> {
  const server = https.createServer({ cert: CERTIFICATE, key: KEY }, (request, response) => {
    if (request.headers.authorization !== `Bearer ${token}`) {
      response.writeHead(401).end();
      return;
    }
    const { method, headers, url = '/' } = request;
    const passed = http.request(new URL(url, behind), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // not of a pipe
  return {
    url: `https://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
