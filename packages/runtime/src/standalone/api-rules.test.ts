import { describe, expect, test } from '@jest/globals';
import { PLAIN_TRAFFIC } from '../config/gateway.js';
import type { EndpointSource, Gateway } from '../config/gateway.js';
import { outlined } from '../routing/testing/gateways.js';
import { asksTooMuch, type Allowed } from './api-rules.js';

const PLAIN = outlined({ versions: { version1: 9001 } });
const NOTHING: Allowed = { sources: new Set(), targets: new Set(), places: new Set() };

function from(source: EndpointSource): Gateway {
  const endpoints = { kind: 'discovered', addresses: [], from: source, interval: 5_000 } as const;
  return { ...PLAIN, versions: [{ label: 'version1', endpoints, labels: null }] };
}

const certified = (path: string): Gateway => ({
  ...PLAIN,
  traffic: { ...PLAIN_TRAFFIC, tls: { listen: null, certificates: [path], folder: '/' } },
});

const server = { host: '127.0.0.1', port: 8600 };

describe('what gateways through the API have this machine open or ask', () => {
  test.each([
    ['a certificate', certified('/etc/lamia/shop.pem'), '{"certificate":"/etc/lamia/shop.pem"}'],
    ['a file', from({ kind: 'file', path: '/etc/passwd' }), '{"kind":"file","path":"/etc/passwd"}'],
    [
      'a DNS server',
      from({ kind: 'srv', name: 'shop.internal', server }),
      '{"server":{"host":"127.0.0.1","port":8600}}',
    ],
  ])('%s is for files of the runtime to name', (_, gateway, place) => {
    expect(asksTooMuch(gateway, NOTHING)).toContain('the API takes no paths of certificates');
    expect(asksTooMuch(gateway, { ...NOTHING, places: new Set([place]) })).toBeNull();
  });

  test('a name that the system looks up is no such thing', () => {
    expect(
      asksTooMuch(from({ kind: 'dns', name: 'shop.internal', port: 80, server: null }), NOTHING),
    ).toBeNull();
  });
});
