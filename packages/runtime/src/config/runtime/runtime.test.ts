import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from '../load-configuration.js';
import { findingText } from '../testing/findings-text.js';
import { runtimeText } from '../testing/runtime-text.js';
import type { RuntimeConfiguration } from './runtime-configuration.js';

async function load(spec: Readonly<Record<string, string>>): Promise<{
  readonly configuration: RuntimeConfiguration | null;
  readonly findings: readonly string[];
}> {
  const file = { file: '/missing/runtime.yaml', text: runtimeText(spec), named: true };
  const { runtimes, findings } = await loadConfiguration([file]);
  return { configuration: runtimes[0]?.configuration ?? null, findings: findings.map(findingText) };
}

test('an empty runtime tells nobody', async () => {
  expect(await load({})).toEqual({
    configuration: {
      ...{ notifiers: [], webhooks: [], prometheus: [], maxReleases: null },
      ...{ upstreams: null, certificates: null },
    },
    findings: [],
  });
});

test('how many releases are under way at once is a whole number from 1', async () => {
  expect(await load({ maxReleases: '3' })).toMatchObject({ configuration: { maxReleases: 3 }, findings: [] });
  expect((await load({ maxReleases: '0' })).findings).toEqual([
    'error wrong-value at "0": `maxReleases` wants a whole number from 1, not `0`',
  ]);
});

test('webhooks of gates have an address and a key, which stand elsewhere', async () => {
  const webhooks = '{ desk: { url: { env: DESK_URL }, signingKey: { env: DESK_KEY }, timeout: 2s } }';
  expect(await load({ webhooks })).toEqual({
    configuration: {
      maxReleases: null,
      upstreams: null,
      certificates: null,
      notifiers: [],
      prometheus: [],
      webhooks: [
        {
          name: 'desk',
          url: { kind: 'environment', name: 'DESK_URL' },
          signingKey: { kind: 'environment', name: 'DESK_KEY' },
          timeout: 2_000,
        },
      ],
    },
    findings: [],
  });
  const { findings } = await load({ webhooks: '{ desk: { url: "http://127.0.0.1/" } }' });
  expect(findings).toEqual([
    expect.stringContaining('`desk` lacks `signingKey`'),
    expect.stringContaining('`url` wants a map of `file`'),
  ]);
});

test('servers of Prometheus have secrets that are named and not read, and an address each', async () => {
  const prometheus =
    '{ central: { url: "https://a:9090", bearerToken: { env: TOKEN }, caFile: ca.pem }, ' +
    'team: { url: "https://b:9090", basicAuth: { username: u, password: { file: /etc/password } } } }';
  const { configuration, findings } = await load({ prometheus });
  expect(configuration?.prometheus).toEqual([
    {
      ...{ name: 'central', url: 'https://a:9090', basicAuth: null, caFile: '/missing/ca.pem' },
      bearerToken: { kind: 'environment', name: 'TOKEN' },
    },
    {
      ...{ name: 'team', url: 'https://b:9090', bearerToken: null, caFile: null },
      basicAuth: { username: 'u', password: { kind: 'file', path: '/etc/password' } },
    },
  ]);
  expect(findings).toEqual([
    expect.stringMatching(/^warning unreadable-file .*`\/missing\/ca.pem` with the certificates to trust/),
    expect.stringMatching(/^warning unreadable-file .*`\/etc\/password` with the password/),
  ]);
  const twice = await load({ prometheus: '{ one: { url: "http://a:1" }, two: { url: "http://a:1" } }' });
  expect(twice.findings).toEqual([
    'error conflicting-keys at "two": `one` is at `http://a:1` already; keep one of the two',
  ]);
});

describe('notifiers', () => {
  test('have defaults, and secrets that are named and not read', async () => {
    const { configuration, findings } = await load({
      notifiers:
        '{ team: { kind: slack, url: { env: SLACK_URL } }, ' +
        'audit: { kind: webhook, url: { file: url }, signingKey: { env: KEY }, level: info, gateways: [shop, "pay-*"], timeout: 2s } }',
    });
    expect(configuration?.notifiers).toEqual([
      {
        name: 'team',
        kind: 'slack',
        url: { kind: 'environment', name: 'SLACK_URL' },
        level: 'info',
        gateways: null,
        timeout: 5_000,
      },
      {
        name: 'audit',
        kind: 'webhook',
        url: { kind: 'file', path: '/missing/url' },
        signingKey: { kind: 'environment', name: 'KEY' },
        level: 'info',
        gateways: ['shop', 'pay-*'],
        timeout: 2_000,
      },
    ]);
    expect(findings).toEqual([
      'warning unreadable-file at "url": the file `/missing/url` with the address of a notifier cannot be read: there is no such file',
    ]);
  });

  test.each([
    [
      '{ team: { kind: slack } }',
      'error missing-key at "team": `team` lacks `url`: a map of `file`, the path of a file, or `env`, the name of a variable',
    ],
    [
      '{ team: { kind: slack, url: "https://hooks.slack.example/T1/B1/secret" } }',
      expect.stringMatching(
        /^error wrong-type at .*: `url` wants a map of `file`, the path of a file, or `env`/,
      ),
    ],
    [
      '{ team: { kind: slack, url: {} } }',
      'error missing-key at "url": `url` lacks `file`, the path of a file that holds it, or `env`, the name of a variable that does',
    ],
    [
      '{ team: { kind: slack, url: { file: a, env: B } } }',
      'error conflicting-keys at "url": `file` and `env` say the same thing twice; keep one of them',
    ],
    [
      '{ team: { kind: slack, url: { env: "A B" } } }',
      'error wrong-value at "\\"A B\\"": `env` wants the name of an environment variable such as `SLACK_URL`, not `A B`',
    ],
    [
      '{ team: { kind: webhook, url: { env: A } } }',
      'error missing-key at "team": `team` lacks `signingKey`: a map of `file`, the path of a file, or `env`, the name of a variable',
    ],
    [
      '{ team: { kind: slack, url: { env: A }, signingKey: { env: B } } }',
      'error unknown-key at "signingKey": unknown key `signingKey` in `team`; expected `kind`, `url`, `level`, `gateways` or `timeout`',
    ],
    [
      '{ team: { kind: slak, url: { env: A } } }',
      'error wrong-value at "slak": `kind` wants `slack` or `webhook`, not `slak`; did you mean `slack`',
    ],
    [
      '{ team: { kind: slack, url: { env: A }, level: warn } }',
      'error wrong-value at "warn": `level` wants `info`, `warning` or `error`, not `warn`',
    ],
    [
      '{ team: { kind: slack, url: { env: A }, gateways: ["*shop"] } }',
      'error wrong-value at "\\"*shop\\"": item 1 of `gateways` wants the name of a gateway, or `shop-*` for all that begin so; in a cluster `team/shop` or `team/*`, not `*shop`',
    ],
    [
      '{ team: { kind: slack, url: { env: A }, timeout: 0s } }',
      'error wrong-value at "0s": `0s` is no time at all; write a duration such as `10s`',
    ],
    [
      '{ "a b": { kind: slack, url: { env: A } } }',
      expect.stringContaining('`a b` cannot be a key of `notifiers`'),
    ],
  ])('%s', async (notifiers, finding) => {
    const { findings } = await load({ notifiers });
    expect(findings.filter((text) => !text.includes('unreadable-file'))).toEqual([finding]);
  });
});

test('the hosts where versions may be are checked as patterns', async () => {
  expect(await load({ upstreams: '["*.internal", 10.0.0.0/8]' })).toMatchObject({
    configuration: { upstreams: ['*.internal', '10.0.0.0/8'] },
    findings: [],
  });
  expect((await load({ upstreams: '["10.0.0.0/64"]' })).findings).toEqual([
    'error bad-address at "\\"10.0.0.0/64\\"": `10.0.0.0/64` stands for no hosts: write `shop.internal`, `*.internal`, `10.0.0.7` or `10.0.0.0/8`',
  ]);
});
