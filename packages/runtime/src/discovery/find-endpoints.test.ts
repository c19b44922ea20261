import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DiscoveryError } from './discovery-error.js';
import { findEndpoints } from './find-endpoints.js';
import { startDnsServer, type DnsServer } from './testing/dns-server.js';

const NEVER = new AbortController().signal;

describe('endpoints in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamia-endpoints-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function found(text: string): Promise<unknown> {
    const path = join(folder, 'endpoints');
    await writeFile(path, text);
    return findEndpoints({ kind: 'file', path }, NEVER);
  }

  test('stand one a line, each counts once, and their order is no matter', async () => {
    expect(await found('# of version2\n10.0.0.2:80\n\n 10.0.0.1:80 # the first\r\n10.0.0.2:80\n')).toEqual([
      { host: '10.0.0.1', port: 80 },
      { host: '10.0.0.2', port: 80 },
    ]);
    expect(await found('')).toEqual([]);
  });

  test.each([
    ['10.0.0.1', 'is no address'],
    ['10.0.0.1:0', 'names no port'],
    ['10.0.0.1:80 check', 'is no address'],
    ['$HOME:80', 'is no host'],
    ['%[x]:80', 'is no address'],
  ])('%s is refused', async (line, why) => {
    await expect(found(`10.0.0.1:80\n${line}\n`)).rejects.toThrow(why);
    await expect(found(line)).rejects.toThrow(DiscoveryError);
  });

  test('a file that is missing, or far too long, is told of', async () => {
    const missing = findEndpoints({ kind: 'file', path: join(folder, 'none') }, NEVER);
    await expect(missing).rejects.toThrow(/^the file `.*none` with endpoints cannot be read: /);
    await expect(found(' '.repeat(1024 * 1024 + 1))).rejects.toThrow('has more than 1 MiB');
    const many = Array.from({ length: 201 }, (_, index) => `10.0.0.1:${index + 1}`).join('\n');
    await expect(found(many)).rejects.toThrow('there are 201 endpoints, and at most 200 are taken');
  });
});

describe('endpoints by name', () => {
  let dns: DnsServer;
  beforeEach(async () => {
    dns = await startDnsServer(
      new Map([
        ['shop.internal', { a: ['10.0.0.2', '10.0.0.1'] }],
        ['other.internal', { a: ['10.0.1.1'] }],
        [
          '_http._tcp.shop.internal',
          {
            srv: [
              { name: 'shop.internal', port: 81 },
              { name: 'other.internal', port: 82 },
            ],
          },
        ],
      ]),
    );
  });
  afterEach(() => dns.close());

  const byName = (name: string): Promise<unknown> =>
    findEndpoints({ kind: 'dns', name, port: 8080, server: dns.address }, NEVER);

  test('are all its addresses, at the port of the file', async () => {
    expect(await byName('shop.internal')).toEqual([
      { host: '10.0.0.1', port: 8080 },
      { host: '10.0.0.2', port: 8080 },
    ]);
    expect(await byName('none.internal')).toEqual([]);
  });

  test('are the places of a service, each at its own port', async () => {
    const name = '_http._tcp.shop.internal';
    expect(await findEndpoints({ kind: 'srv', name, server: dns.address }, NEVER)).toEqual([
      { host: '10.0.0.1', port: 81 },
      { host: '10.0.0.2', port: 81 },
      { host: '10.0.1.1', port: 82 },
    ]);
  });

  test('a server that fails is told of, and is not taken for one without an answer', async () => {
    dns.records = null;
    await expect(byName('shop.internal')).rejects.toThrow(
      'the name `shop.internal` cannot be looked up (ESERVFAIL)',
    );
  });
});
