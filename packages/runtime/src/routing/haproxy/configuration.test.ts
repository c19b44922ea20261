import { describe, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../../config/gateway.js';
import type { Address, TrafficOptions } from '../../config/gateway.js';
import type { Routing } from '../target.js';
import { outlined, routed, versionAt } from '../testing/gateways.js';
import { renderConfiguration, type Configuration } from './configuration.js';
import { layoutOf } from './layout.js';
import { POOL_SOCKET } from './pool.js';

const gateway = outlined({ port: 8080, versions: { version1: 9001, version2: 9002 } });
const exporter = { host: '127.0.0.1', port: 8404 };

function rendered(routing: Routing, scraped: Address | null = exporter): Configuration {
  const layout = layoutOf([gateway], scraped, new Map());
  return renderConfiguration(layout, new Map([['shop', routing]]));
}

const split = rendered(routed({ version1: 9_000, version2: 1_000 }));

function section(configuration: Configuration, head: string): readonly string[] {
  const lines = configuration.text.split('\n');
  const rest = lines.slice(lines.indexOf(head) + 1);
  const end = rest.findIndex((line) => !line.startsWith('  '));
  return rest.slice(0, end).map((line) => line.trim());
}

describe('renderConfiguration', () => {
  test('a gateway is a frontend and a backend whose servers carry the current weights', () => {
    expect(section(split, "frontend 'gateway:shop'")).toEqual([
      'bind 127.0.0.1:8080',
      'option forwardfor',
      'http-request set-header X-Forwarded-Proto http unless { req.hdr(X-Forwarded-Proto) -m found }',
      "default_backend 'shop'",
    ]);
    expect(section(split, "backend 'shop'")).toEqual([
      'balance roundrobin',
      "server 'version1' 127.0.0.1:9001 weight 180",
      "server 'version2' 127.0.0.1:9002 weight 20",
    ]);
  });

  test('a version of several endpoints is one server, which is a pool of its own', () => {
    const versions = [versionAt('version1', 9001), versionAt('version2', 9002, 9003)];
    const traffic: TrafficOptions = {
      ...PLAIN_TRAFFIC,
      balance: 'url_param(user)',
      healthCheck: {
        request: { path: '/health', host: 'shop', status: { from: 200, to: 299 } },
        port: 9000,
        interval: 2_000,
        timeout: 1_000,
        failures: 3,
        successes: 2,
      },
    };
    const layout = layoutOf([{ ...gateway, versions, traffic }], null, new Map());
    const routing = routed({ version1: 9_000, version2: 1_000 });
    const configuration = renderConfiguration(layout, new Map([['shop', routing]]));
    const [, socket = ''] = layout.pools.map((pool) => pool.socket);
    expect(socket).toMatch(POOL_SOCKET);
    expect(section(configuration, "backend 'shop'")).toContain(`server 'version2' unix@${socket} weight 20`);
    expect(section(configuration, "frontend 'endpoints:shop:version2'")).toEqual([
      `bind unix@${socket} mode 600`,
      'timeout http-keep-alive 1h',
      'http-request set-src hdr_ip(X-Forwarded-For,-1)',
      "default_backend 'endpoints:shop:version2'",
    ]);
    expect(section(configuration, "backend 'endpoints:shop:version2'")).toEqual([
      'balance url_param user',
      'hash-type consistent sdbm avalanche',
      'option httpchk',
      "http-check send meth GET uri '/health' ver HTTP/1.1 hdr Host 'shop'",
      'http-check expect status 200-299',
      'timeout check 1000',
      'default-server check port 9000 inter 2000 fall 3 rise 2',
      "server '127.0.0.1:9002' 127.0.0.1:9002",
      "server '127.0.0.1:9003' 127.0.0.1:9003",
    ]);
  });

  test('the command socket is for its owner alone, and addresses cannot be shared silently', () => {
    expect(section(split, 'global')).toEqual(
      expect.arrayContaining(['stats socket unix@admin.sock mode 600 level admin', 'noreuseport']),
    );
  });

  test('no retry and no redispatch hides a failing version, no health check takes its share away', () => {
    expect(section(split, 'defaults')).toEqual(
      expect.arrayContaining(['retries 0', 'no option redispatch', 'timeout tunnel 1h']),
    );
    expect(split.text).not.toMatch(/\bcheck\b/);
  });

  test('the exporter is there when asked for', () => {
    expect(section(split, "frontend 'exporter:lamia'")[0]).toBe('bind 127.0.0.1:8404');
    expect(rendered(routed({ version1: 10_000 }), null).text).not.toContain('exporter');
  });

  test('nothing in it is expanded', () => {
    expect(split.text).not.toContain('%[');
    expect(split.text).not.toContain('$');
    expect(split.text).not.toMatch(/[^\n -~]/);
  });

  test('the fingerprint is the same for other weights and another for everything else', () => {
    expect(rendered(routed({ version1: 500, version2: 9_500 })).fingerprint).toBe(split.fingerprint);
    expect(rendered(routed({ version1: 10_000 }), null).fingerprint).not.toBe(split.fingerprint);
    expect(split.text).toContain(`description 'lamia ${split.fingerprint}'`);
  });

  test('every line knows what it was written for', () => {
    const lines = split.text.split('\n').slice(0, -1);
    expect(split.origins).toHaveLength(lines.length);
    const origin = (part: string): string | undefined =>
      split.origins[lines.findIndex((line) => line.includes(part))];
    expect(origin("server 'version2'")).toBe('version `version2` of gateway `shop`');
    expect(origin('bind 127.0.0.1:8080')).toBe('gateway `shop`');
    expect(origin("backend 'shop'")).toBe('gateway `shop`');
    expect(origin('balance roundrobin')).toBe('route `default` of gateway `shop`');
    expect(origin('prometheus-exporter')).toBe('the exporter');
    expect(origin('stats socket')).toBe('the runtime');
  });

  test('an IPv6 address is written with brackets', () => {
    const layout = layoutOf(
      [{ ...gateway, listen: { host: '::1', port: 8080, protocol: 'http' } }],
      null,
      new Map(),
    );
    expect(renderConfiguration(layout, new Map()).text).toContain('bind [::1]:8080');
  });
});
