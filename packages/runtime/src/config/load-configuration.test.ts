import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { loadConfiguration } from './load-configuration.js';
import { findingText } from './testing/findings-text.js';
import { gatewayText } from './testing/gateway-text.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-configuration-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const load = (changes: Record<string, string>) =>
  loadConfiguration([{ file: join(folder, 'shop.yaml'), text: gatewayText(changes), named: true }]);

const metrics = (provider: string) => `{ source: { kind: scrape }, window: 30s, provider: ${provider} }`;
const reading = (metric: string) =>
  `[{ type: custom, interval: 1m, expression: 'if (metric candidate ${metric} > 1) { result = candidate; } result' }]`;

const CATALOGUE = `extends: embedded
metrics:
  orders: { description: orders that were placed, unit: count, counter: { series: orders_total } }
`;

describe('a catalogue file of the user', () => {
  test('is found beside the gateway, and gives names to its programs', async () => {
    await writeFile(join(folder, 'shop-metrics.yaml'), CATALOGUE);
    const { gateways, findings } = await load({
      metrics: metrics('shop-metrics.yaml'),
      policies: reading('orders'),
    });
    expect(findings.map(findingText)).toEqual([]);
    expect(gateways[0]?.metrics?.provider).toBe(join(folder, 'shop-metrics.yaml'));
    const { findings: unknown } = await load({
      metrics: metrics('shop-metrics.yaml'),
      policies: reading('oders'),
    });
    expect(unknown.map(findingText)).toEqual([expect.stringContaining('error unknown-metric at "oders"')]);
  });

  test('is wrong at its own place', async () => {
    await writeFile(join(folder, 'shop-metrics.yaml'), `${CATALOGUE}zzz: 1\n`);
    const { findings } = await load({ metrics: metrics('shop-metrics.yaml') });
    expect(findings.map(({ source, code }) => [source.file, code])).toEqual([
      ['shop-metrics.yaml', 'unknown-key'],
    ]);
  });

  test('that is not there is told in the gateway', async () => {
    const { findings } = await load({ metrics: metrics('nowhere.yaml') });
    expect(findings.map(findingText)).toEqual([
      'error unknown-catalogue at "nowhere.yaml": the catalogue file `nowhere.yaml` cannot be read: there is no such file',
    ]);
  });

  test('must not lie elsewhere', async () => {
    const { findings } = await load({ metrics: metrics('../elsewhere.yaml') });
    expect(findings.map(findingText)).toEqual([
      expect.stringContaining('is outside the folder of the gateway'),
    ]);
  });
});

describe('a file with secrets', () => {
  const source = (keys: string): string => `{ source: { kind: prometheus, url: "http://a:1", ${keys} } }`;
  const secrets = (keys: string) => load({ metrics: source(keys) });

  test.each([
    ['bearerTokenFile: nowhere', 'bearer token', 'there is no such file'],
    ['bearerTokenFile: "."', 'bearer token', 'it is a folder'],
    ['caFile: shop.yaml/ca.pem', 'certificates to trust', 'there is no such file'],
    ['basicAuth: { username: u, passwordFile: empty }', 'password', 'it is empty'],
  ])('that cannot be read is told where it is named: %s', async (keys, what, problem) => {
    await writeFile(join(folder, 'empty'), '');
    const { findings } = await secrets(keys);
    const [, path = ''] = /File: "?([^ "]+)/.exec(keys) ?? [];
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['unreadable-file', `the file \`${join(folder, path)}\` with the ${what} cannot be read: ${problem}`],
    ]);
    const [finding] = findings;
    expect(finding?.source.text.slice(finding.start, finding.end)).toContain(path);
  });

  test('is not read by the check, whatever it holds', async () => {
    await writeFile(join(folder, 'token'), 'two\nlines');
    const { findings } = await secrets('bearerTokenFile: token');
    expect(findings).toEqual([]);
  });
});

test('paths in a file are relative to its folder', async () => {
  const prometheus =
    '{ source: { kind: prometheus, url: "http://a:1", caFile: ca.pem, bearerTokenFile: /etc/token } }';
  const { gateways } = await load({ metrics: prometheus, target: '{ kind: haproxy, directory: run }' });
  expect(gateways[0]).toMatchObject({
    target: { directory: join(folder, 'run') },
    metrics: {
      source: { caFile: join(folder, 'ca.pem'), bearerToken: { kind: 'file', path: '/etc/token' } },
    },
  });
});

test('findings come in the order of the files and their lines', async () => {
  const [first, second] = ['b.yaml', 'a.yaml'].map((file) => ({
    file,
    text: 'kind: x\n---\nkind: y\n',
    named: true,
  }));
  const { findings } = await loadConfiguration([first, second].filter((source) => source !== undefined));
  expect(findings.map(({ source, start }) => [source.file, start])).toEqual([
    ['b.yaml', 0],
    ['b.yaml', 12],
    ['a.yaml', 0],
    ['a.yaml', 12],
  ]);
});
