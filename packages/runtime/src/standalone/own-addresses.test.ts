import { describe, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../config/gateway.js';
import type { Endpoints, Gateway } from '../config/gateway.js';
import { outlined } from '../routing/testing/gateways.js';
import { listeningAt, reachesItself } from './own-addresses.js';

const PLAIN = outlined({ versions: { version1: 9001 } });

const withEndpoints = (endpoints: Endpoints): Gateway => ({
  ...PLAIN,
  versions: [{ label: 'version1', endpoints, labels: null }],
});

const at = (host: string, port: number): Gateway =>
  withEndpoints({ kind: 'single', addresses: [{ host, port }] });

const listening = (host: string) => [{ address: { host, port: 8090 }, what: 'where the API listens' }];

describe('an address is the runtime itself', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', 'localhost'],
    ['127.0.0.1', 'shop.localhost'],
    ['127.0.0.1', '::ffff:7f00:1'],
    ['::1', 'localhost'],
    ['localhost', '::1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::', 'localhost'],
    ['0.0.0.0', '127.8.8.8'],
  ])('listening at %s, asked at %s', (own, asked) => {
    expect(reachesItself(at(asked, 8090), listening(own))).toContain(
      'is where the API listens; name the service',
    );
    expect(reachesItself(at(asked, 8091), listening(own))).toBeNull();
  });

  test('but another machine with the same port is not', () => {
    expect(reachesItself(at('10.0.0.5', 8090), listening('127.0.0.1'))).toBeNull();
  });

  test('what listens everywhere is reached at the addresses of this machine, and at no others', () => {
    for (const everywhere of ['0.0.0.0', '::']) {
      const reached = listeningAt(listening(everywhere), new Set(['10.0.0.5', '2001:db8::5']));
      for (const host of ['10.0.0.5', '::ffff:a00:5', '2001:db8::5']) {
        expect(reached({ host, port: 8090 })).not.toBeNull();
      }
      for (const host of ['10.0.0.6', 'host.internal']) expect(reached({ host, port: 8090 })).toBeNull();
    }
  });

  test('also where a name is looked up, and where only health is asked', () => {
    const from = { kind: 'dns', name: 'localhost', port: 8090, server: null } as const;
    const discovered = withEndpoints({ kind: 'discovered', addresses: [], from, interval: 5_000 });
    expect(reachesItself(discovered, listening('127.0.0.1'))).toContain('`localhost:8090`');
    const healthCheck = {
      request: null,
      port: 8090,
      interval: 1_000,
      timeout: 500,
      failures: 3,
      successes: 2,
    };
    const checked = { ...at('127.0.0.1', 9001), traffic: { ...PLAIN_TRAFFIC, healthCheck } };
    expect(reachesItself(checked, listening('127.0.0.1'))).toContain('`127.0.0.1:8090`');
  });
});
