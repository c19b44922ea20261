import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { countReplies, fetchText } from '../../packages/runtime/src/routing/testing/client.js';
import { outlined, routed } from '../../packages/runtime/src/routing/testing/gateways.js';
import { startUpstream } from '../../packages/runtime/src/routing/testing/upstream.js';
import { describeWith } from '../components/binaries.js';
import { openScene, patience, type Scene } from './scene.js';

describeWith('haproxy', 'traffic and metrics of a real HAProxy', () => {
  let scene: Scene;

  beforeEach(async () => {
    scene = await openScene();
  });

  afterEach(() => scene.close());

  async function metrics(): Promise<string> {
    const url = new URL(scene.target.metricsUrl() ?? '');
    return (await fetchText({ host: url.hostname, port: Number(url.port) }, { path: url.pathname })).body;
  }

  test('the exporter counts every response, by application and version', async () => {
    await scene.target.serve([scene.gateway], [routed({ version1: 8_000, version2: 2_000 })], patience());
    await countReplies(scene.address(), 100);
    const text = await metrics();
    const responses = 'haproxy_server_http_responses_total{proxy="shop",server=';
    expect(text).toContain(`${responses}"version1",code="2xx"} 80\n`);
    expect(text).toContain(`${responses}"version2",code="2xx"} 20\n`);
    expect(text).toContain(`${responses}"version2",code="5xx"} 0\n`);
    expect(text).toContain('haproxy_server_weight{proxy="shop",server="version1"} 160\n');
  });

  test('a version that refuses connections fails its share of requests: no retry hides one', async () => {
    const gone = await startUpstream('gone');
    await gone.close();
    const healthy = await scene.upstream('healthy');
    const gateway = outlined({ versions: { version1: healthy.port, version2: gone.port } });
    await scene.target.serve([gateway], [routed({ version1: 8_000, version2: 2_000 })], patience());
    const replies = await countReplies(scene.address(), 100);
    expect(replies['200 healthy']).toBe(80);
    expect(Object.values(replies).reduce((sum, count) => sum + count, 0)).toBe(100);
    expect(Object.keys(replies).filter((reply) => reply.startsWith('503'))).toHaveLength(1);
    expect(await metrics()).toContain(
      'haproxy_server_connection_errors_total{proxy="shop",server="version2"} 20\n',
    );
  });

  test('the client, the scheme and the host are told to the version', async () => {
    const seen: Record<string, string | string[] | undefined>[] = [];
    const upstream = await startUpstream('version1', (request, response) => {
      seen.push(request.headers);
      response.end();
    });
    try {
      const gateway = outlined({ versions: { version1: upstream.port } });
      await scene.target.serve([gateway], [routed({ version1: 10_000 })], patience());
      await fetchText(scene.address(), {
        headers: { host: 'shop.example', 'x-forwarded-for': '203.0.113.9' },
      });
      expect(seen[0]).toMatchObject({
        host: 'shop.example',
        'x-forwarded-for': '203.0.113.9, 127.0.0.1',
        'x-forwarded-proto': 'http',
      });
    } finally {
      await scene.folder.target().shutdown(patience());
      await upstream.close();
    }
  });

  test('a websocket passes and echoes', async () => {
    const upstream = await scene.upstream('version1');
    upstream.server.on('upgrade', (request, socket) => {
      const accept = createHash('sha1')
        .update(`${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
        .digest('base64');
      socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
          `sec-websocket-accept: ${accept}\r\n\r\n`,
      );
      socket.pipe(socket);
    });
    const gateway = outlined({ versions: { version1: upstream.port } });
    await scene.target.serve([gateway], [routed({ version1: 10_000 })], patience());
    const socket = connect(scene.address().port, scene.address().host);
    try {
      socket.write(
        'GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade\r\nupgrade: websocket\r\n' +
          'sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      );
      const [head] = (await once(socket, 'data')) as [Buffer];
      expect(head.toString()).toMatch(/^HTTP\/1\.1 101 /);
      socket.write('ping');
      const [echo] = (await once(socket, 'data')) as [Buffer];
      expect(echo.toString()).toBe('ping');
    } finally {
      socket.destroy();
    }
  });

  test('labels that are numbers are names, not positions', async () => {
    const [one, two] = [await scene.upstream('one'), await scene.upstream('two')];
    // In an object the key 2 would come after 1: only here does the order differ from the number.
    const gateway = outlined({ versions: { x2: two.port, x1: one.port } });
    const numbered = {
      ...gateway,
      versions: gateway.versions.map((version) => ({ ...version, label: version.label.slice(1) })),
      routes: [{ name: 'default', condition: null, weights: new Map([['2', 10_000]]), mirror: null }],
    };
    await scene.target.serve([numbered], [routed({ '1': 10_000 })], patience());
    expect(await countReplies(scene.address(), 10)).toEqual({ '200 one': 10 });
    await scene.target.apply(routed({ '2': 10_000 }), patience());
    expect(await countReplies(scene.address(), 10)).toEqual({ '200 two': 10 });
  });
});
