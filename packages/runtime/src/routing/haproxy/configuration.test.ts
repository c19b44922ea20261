import { describe, expect, test } from '@jest/globals';
import type { Address } from '../../config/gateway.js';
import type { Routing } from '../target.js';
import { outlined, routed } from '../testing/gateways.js';
import { renderConfiguration, type Configuration } from './configuration.js';
import { layoutOf } from './layout.js';

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
      'http-request set-header X-Forwarded-Proto http unless { req.hdr(X-Forwarded-Proto) -m found }',
      "default_backend 'shop'",
    ]);
    expect(section(split, "backend 'shop'")).toEqual([
      'balance roundrobin',
      "server 'version1' 127.0.0.1:9001 weight 180",
      "server 'version2' 127.0.0.1:9002 weight 20",
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
