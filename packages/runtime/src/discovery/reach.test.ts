import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Address, DiscoveredEndpoints, EndpointSource, FixedEndpoints } from '../config/gateway.js';
import type { EndpointRule } from './endpoint-rule.js';
import { Reach, type Reached } from './reach.js';
import { startDnsServer } from './testing/dns-server.js';

const NEVER = new AbortController().signal;

/** What the system's resolver says here. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'shop.internal': ['10.0.0.2', '10.0.0.1'],
  'half.internal': ['169.254.169.254', '10.0.0.9'],
  'metadata.internal': ['169.254.169.254', '::FFFF:169.254.169.254', 'fe80::1%eth0'],
  'own.internal': ['127.0.0.1'],
};

function reach(rule: EndpointRule = () => null): Reach {
  return new Reach(
    () => rule,
    (name) => {
      const found = NAMES[name];
      return found === undefined
        ? Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))
        : Promise.resolve(found);
    },
  );
}

const named = (...hosts: readonly string[]): FixedEndpoints => ({
  kind: 'list',
  addresses: hosts.map((host) => ({ host, port: 80 })),
});

const discovered = (from: EndpointSource): DiscoveredEndpoints => ({
  kind: 'discovered',
  addresses: [],
  from,
  interval: 1_000,
});

const hosts = ({ endpoints }: Reached): readonly string[] => endpoints.map(({ address }) => address.host);

describe('endpoints that a gateway names', () => {
  const found = (endpoints: FixedEndpoints, rule?: EndpointRule) =>
    reach(rule).endpoints(endpoints, null, [], NEVER);

  test('are addresses before anything is sent to them', async () => {
    expect(await found(named('10.0.0.7', 'shop.internal'))).toEqual({
      endpoints: [
        { address: { host: '10.0.0.7', port: 80 }, asked: '10.0.0.7' },
        { address: { host: '10.0.0.2', port: 80 }, asked: 'shop.internal' },
      ],
      refused: [],
    });
  });

  test('stand for what they stood for, while they still do', async () => {
    const endpoints = named('shop.internal');
    const before = [{ address: { host: '10.0.0.1', port: 80 }, asked: 'shop.internal' }];
    expect(hosts(await reach().endpoints(endpoints, null, before, NEVER))).toEqual(['10.0.0.1']);
    const gone = [{ address: { host: '10.0.0.3', port: 80 }, asked: 'shop.internal' }];
    expect(hosts(await reach().endpoints(endpoints, null, gone, NEVER))).toEqual(['10.0.0.2']);
  });

  test('are left out where they stand for nothing that may be reached, in whatever spelling', async () => {
    const { endpoints, refused } = await found(named('metadata.internal', 'half.internal'));
    expect(endpoints).toEqual([{ address: { host: '10.0.0.9', port: 80 }, asked: 'half.internal' }]);
    expect(refused).toHaveLength(3);
    expect(refused[0]).toBe(
      '`169.254.169.254:80`, which `metadata.internal` stands for, is link-local (metadata services live there), which must not be reached through a gateway',
    );
  });

  test('are held to a rule with the name that was asked, at each port that is asked', async () => {
    const asked: string[] = [];
    const rule: EndpointRule = ({ host, port }: Address, name) => {
      asked.push(`${name} ${host}:${port}`);
      return port === 81 ? 'that port is ours' : null;
    };
    expect(await reach(rule).endpoints(named('own.internal'), 81, [], NEVER)).toEqual({
      endpoints: [],
      refused: ['that port is ours'],
    });
    expect(asked).toEqual(['own.internal own.internal:80', 'own.internal own.internal:81']);
  });

  test('that may not be reached under their name are not looked up', async () => {
    expect(await found(named('metadata.google.internal'))).toEqual({
      endpoints: [],
      refused: [expect.stringContaining('`metadata.google.internal:80` is a metadata service')],
    });
    const rule: EndpointRule = ({ host }) => (host === '127.0.0.1' ? 'that is ours' : null);
    expect((await found(named('own.internal'), rule)).refused).toEqual(['that is ours']);
  });

  test('that nobody knows are told of', async () => {
    await expect(found(named('none.internal'))).rejects.toThrow(
      'the name `none.internal` cannot be looked up (ENOTFOUND)',
    );
  });

  test('are no longer waited for after an abort', async () => {
    const silent = new Reach(
      () => () => null,
      () => new Promise(() => undefined),
    );
    const abort = new AbortController();
    const looking = silent.endpoints(named('shop.internal'), null, [], abort.signal);
    abort.abort(new Error('enough'));
    await expect(looking).rejects.toThrow('enough');
  });
});

describe('endpoints that are discovered', () => {
  test('in a file are held to the rule one by one', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lamia-reach-'));
    try {
      const path = join(folder, 'endpoints');
      await writeFile(path, '10.0.0.1:80\n192.168.0.1:80\n169.254.169.254:80\nown.internal:80\n');
      const rule: EndpointRule = ({ host }) => (host.startsWith('10.') ? null : `${host} is elsewhere`);
      const { refused, ...rest } = await reach(rule).endpoints(
        discovered({ kind: 'file', path }),
        null,
        [],
        NEVER,
      );
      expect(rest.endpoints).toEqual([{ address: { host: '10.0.0.1', port: 80 }, asked: '10.0.0.1' }]);
      expect(refused).toEqual([
        expect.stringContaining('is link-local'),
        '192.168.0.1 is elsewhere',
        'own.internal is elsewhere',
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test('by name go by that name, each address by itself', async () => {
    const dns = await startDnsServer(
      new Map([
        ['shop.internal', { a: ['10.0.0.1', '169.254.169.254'] }],
        ['_http._tcp.shop.internal', { srv: [{ name: 'shop.internal', port: 81 }] }],
      ]),
    );
    try {
      const name = '_http._tcp.shop.internal';
      const from = { kind: 'srv', name, server: dns.address } as const;
      expect(await reach().endpoints(discovered(from), null, [], NEVER)).toEqual({
        endpoints: [{ address: { host: '10.0.0.1', port: 81 }, asked: name }],
        refused: [expect.stringContaining(`which \`${name}\` stands for, is link-local`)],
      });
    } finally {
      await dns.close();
    }
  });

  test('that were found before are asked about again', () => {
    const before = ['10.0.0.1', '10.0.0.2'].map((host) => ({ address: { host, port: 80 }, asked: host }));
    const rule: EndpointRule = ({ host }) => (host === '10.0.0.2' ? 'refused by now' : null);
    expect(reach(rule).stillReached(before, null)).toEqual(before.slice(0, 1));
  });
});
