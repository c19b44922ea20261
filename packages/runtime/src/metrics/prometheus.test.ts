import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrometheusSourceSpec } from '../config/gateway.js';
import type { Catalogue } from './catalogue/catalogue.js';
import { openPrometheus } from './prometheus.js';
import type { BoundRead, MetricSource, ReadAnswer } from './source.js';
import { catalogueOf } from './testing/catalogue-of.js';
import {
  fakePrometheus,
  row,
  success,
  type Asked,
  type Reply,
  type Replying,
} from './testing/fake-prometheus.js';
import { CERTIFICATE, KEY } from '../http/testing/certificate.js';
import { listen, serve } from '../http/testing/server.js';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await catalogueOf('embedded');
});

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const never = new AbortController().signal;
const noPause = { random: () => 0, sleep: () => Promise.resolve() };

const SPEC: PrometheusSourceSpec = {
  kind: 'prometheus',
  url: 'http://127.0.0.1:9090',
  timeout: 20_000,
  bearerToken: null,
  basicAuth: null,
  caFile: null,
  allowPromql: true,
  queriesPerSecond: 1_000,
  breaker: { failures: 5, pause: 10_000, longestPause: 60_000 },
};

/** A Prometheus that answers as the test says, and the list of what it was asked. */
async function fake(reply: Replying): Promise<{ url: string; asked: Asked[] }> {
  const server = await fakePrometheus(reply);
  cleanups.push(() => server.close());
  return server;
}

async function source(spec: Partial<PrometheusSourceSpec>): Promise<MetricSource> {
  const opened = await openPrometheus({ ...SPEC, ...spec }, catalogue, noPause);
  if (!opened.ok) throw new Error(opened.message);
  cleanups.push(() => opened.source.close());
  return opened.source;
}

const promql = (query: string): BoundRead => ({ kind: 'promql', query });
const metric = (name: string, version = 'v2'): BoundRead => ({
  kind: 'metric',
  metric: name,
  statistic: null,
  subject: { namespace: 'default', application: 'shop', version },
  selector: [],
  window: 60_000,
  offset: 0,
});

async function read(
  spec: Partial<PrometheusSourceSpec>,
  reads: readonly BoundRead[],
  signal = never,
): Promise<ReadAnswer> {
  return await (await source(spec)).read({ at: 1_700_000_000_123, reads }, signal);
}

async function secretFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-secret-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'secret');
  await writeFile(path, text);
  return path;
}

const detailOf = (sample: Sample | undefined): string =>
  sample?.known === false ? (sample.detail ?? '') : '';

describe('reads', () => {
  test('are asked at one instant, few queries for many reads', async () => {
    const { url, asked } = await fake(({ form }) =>
      form.get('query')?.includes('code=') === true
        ? success([])
        : success([
            row('30', { application: 'shop', version: 'v2' }),
            row('70', { application: 'shop', version: 'v1' }),
          ]),
    );
    const versions = ['v1', 'v2', 'v3'];
    const reads = versions.flatMap((version) => [metric('requests', version), metric('status_5xx', version)]);
    const answer = await read({ url }, reads);
    expect(answer.samples).toEqual([
      { known: true, value: 70 },
      { known: true, value: 0, assumed: true },
      { known: true, value: 30 },
      { known: true, value: 0, assumed: true },
      { known: false, cause: 'no-series' },
      { known: false, cause: 'no-series' },
    ]);
    expect(answer).toMatchObject({ warnings: [], requests: 2 });
    expect(asked.map(({ path, form }) => [path, form.get('time'), form.get('timeout')])).toEqual([
      ['/api/v1/query', '1700000000.123', '20000ms'],
      ['/api/v1/query', '1700000000.123', '20000ms'],
    ]);
  });

  test('that need no query ask nothing', async () => {
    const { url, asked } = await fake(() => success([]));
    expect(await read({ url }, [])).toEqual({ samples: [], warnings: [], requests: 0 });
    expect(await read({ url }, [metric('cpu')])).toMatchObject({
      samples: [{ cause: 'source-failed' }],
      requests: 0,
    });
    expect(asked).toEqual([]);
  });

  test('go to the API below the address’ own path', async () => {
    const { url, asked } = await fake(() => success([row('1')]));
    await read({ url: `${url}prometheus/?tenant=a#top` }, [promql('up')]);
    expect(asked[0]?.path).toBe('/prometheus/api/v1/query?tenant=a');
  });

  test('are asked four at a time', async () => {
    const waiting: (() => void)[] = [];
    const { url } = await fake(
      () =>
        new Promise((resolve) => {
          waiting.push(() => resolve(success([row('1')])));
          expect(waiting.length).toBeLessThanOrEqual(4);
          // Nobody is answered before four have asked: fewer at a time would never end.
          if (waiting.length === 4) for (const answer of waiting.splice(0)) answer();
        }),
    );
    const { samples, requests } = await read(
      { url },
      Array.from({ length: 20 }, (_, index) => promql(`up + ${index}`)),
    );
    expect(samples).toEqual(Array(20).fill({ known: true, value: 1 }));
    expect(requests).toBe(20);
  });

  test('of an author’s own query are refused where that is switched off', async () => {
    const { url, asked } = await fake(() => success([row('9', { application: 'shop', version: 'v2' })]));
    const { samples } = await read({ url, allowPromql: false }, [
      promql('up'),
      metric('requests'),
      promql('up'),
    ]);
    expect(samples).toMatchObject([
      { cause: 'source-failed' },
      { known: true, value: 9 },
      { cause: 'source-failed' },
    ]);
    expect(asked).toHaveLength(1);
  });
});

describe('warnings', () => {
  test('are handed on once each, and keep absent from being zero', async () => {
    const { url } = await fake(({ form }) =>
      form.get('query')?.includes('code=') === true
        ? success([], { warnings: ['a store is down'] })
        : success([row('30', { application: 'shop', version: 'v2' })], { warnings: ['a store is down'] }),
    );
    const { samples, warnings } = await read({ url }, [metric('requests'), metric('status_5xx')]);
    expect(warnings).toEqual(['a store is down']);
    expect(samples).toMatchObject([
      { known: true, value: 30 },
      { known: false, cause: 'source-failed' },
    ]);
  });
});

describe('a failure', () => {
  test.each([
    ['of the network’s other end', 503, 'busy'],
    ['of too many questions', 429, 'slower'],
    ['of Prometheus itself', 500, { status: 'error', errorType: 'internal', error: 'boom' }],
  ])('%s is tried again', async (_, status, body) => {
    const { url, asked } = await fake((_question, count) =>
      count < 3 ? [status, body] : success([row('5')]),
    );
    expect(await read({ url }, [promql('up')])).toEqual({
      samples: [{ known: true, value: 5 }],
      warnings: [],
      requests: 3,
    });
    expect(asked).toHaveLength(3);
  });

  test('that lasts is the failure of the source', async () => {
    const { url } = await fake(() => [
      503,
      { status: 'error', errorType: 'timeout', error: 'query timed out' },
    ]);
    const { samples, requests } = await read({ url }, [promql('up')]);
    expect(samples).toMatchObject([{ known: false, cause: 'source-failed' }]);
    expect(detailOf(samples[0])).toBe('Prometheus answered with an error: timeout: query timed out');
    expect(requests).toBe(3);
  });

  test.each([
    [400, { status: 'error', errorType: 'bad_data', error: 'parse error' }, 'bad_data: parse error'],
    [
      422,
      { status: 'error', errorType: 'execution', error: 'too many samples' },
      'execution: too many samples',
    ],
    [401, 'no', 'refused the credentials'],
    [302, '', 'redirects elsewhere'],
    [200, '{"status":"success","data":', 'not one of Prometheus'],
  ])('with status %d is not tried again', async (status, body, text) => {
    const { url, asked } = await fake(() => [status, body]);
    const { samples } = await read({ url }, [promql('up')]);
    expect(samples).toMatchObject([{ cause: 'source-failed' }]);
    expect(detailOf(samples[0])).toContain(text);
    expect(asked).toHaveLength(1);
  });

  test('of one query leaves the others alone', async () => {
    const { url } = await fake(({ form }) =>
      form.get('query') === 'bad(' ? [400, { status: 'error' }] : success([row('5')]),
    );
    expect((await read({ url }, [promql('bad('), promql('up')])).samples).toMatchObject([
      { cause: 'source-failed' },
      { known: true, value: 5 },
    ]);
  });

  test('to connect is tried again and told', async () => {
    const server = await serve(() => undefined);
    await server.close();
    const { samples, requests } = await read({ url: server.url.href }, [promql('up')]);
    expect(detailOf(samples[0])).toContain('nothing listens there (connection refused)');
    expect(requests).toBe(3);
  });

  test('to answer in time ends the whole tick within a bound', async () => {
    const { url, asked } = await fake(() => new Promise<Reply>(() => undefined));
    const reads = Array.from({ length: 40 }, (_, index) => promql(`up + ${index}`));
    const { samples } = await read({ url, timeout: 50 }, reads);
    expect(samples).toHaveLength(40);
    expect(samples.every((sample) => !sample.known && sample.cause === 'source-failed')).toBe(true);
    // Four at a time for three timeouts: forty with three attempts each would take thirty.
    expect(asked.length).toBeLessThan(40);
  });
});

describe('an aborted read', () => {
  test('rejects with the signal’s reason', async () => {
    const controller = new AbortController();
    const { url } = await fake(() => {
      controller.abort(new Error('shutting down'));
      return new Promise<Reply>(() => undefined);
    });
    await expect(read({ url }, [promql('up'), promql('down')], controller.signal)).rejects.toThrow(
      'shutting down',
    );
    await expect(read({ url }, [promql('up')], controller.signal)).rejects.toThrow('shutting down');
  });
});

describe('credentials', () => {
  test('are a bearer token from a file that may change', async () => {
    const { url, asked } = await fake(() => success([row('1')]));
    const path = await secretFile('first\n');
    const opened = await source({ url, bearerToken: { kind: 'file', path } });
    await opened.read({ at: 0, reads: [promql('up')] }, never);
    await writeFile(path, 'second\r\n');
    await opened.read({ at: 0, reads: [promql('up')] }, never);
    expect(asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
  });

  test('are a name and a password from a file', async () => {
    const { url, asked } = await fake(() => success([row('1')]));
    await read(
      {
        url,
        basicAuth: { username: 'ünï', password: { kind: 'file', path: await secretFile('pa:ss wörd') } },
      },
      [promql('up')],
    );
    const [, encoded = ''] = (asked[0]?.headers.authorization ?? '').split('Basic ');
    expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe('ünï:pa:ss wörd');
  });

  test('that are gone fail the reads without a request', async () => {
    const { url, asked } = await fake(() => success([row('1')]));
    const path = await secretFile('token');
    const opened = await source({ url, bearerToken: { kind: 'file', path } });
    await rm(path);
    const { samples } = await opened.read({ at: 0, reads: [promql('up')] }, never);
    expect(detailOf(samples[0])).toContain('cannot be read (ENOENT)');
    expect(asked).toEqual([]);
  });

  test('never stand in a message, though the other side sends them back', async () => {
    const secret = 'c29tZS10b2tlbg';
    const { url } = await fake(({ headers }, count) =>
      count === 1
        ? // Long enough to be cut in the middle of the secret.
          [400, { status: 'error', error: `${'x'.repeat(280)} Bearer ${headers.authorization ?? ''}` }]
        : success([], { warnings: [`saw ${headers.authorization ?? ''}`] }),
    );
    const bearerToken = { kind: 'file', path: await secretFile(secret) } as const;
    const failed = await read({ url, bearerToken }, [promql('up')]);
    const warned = await read({ url, bearerToken }, [promql('up')]);
    expect(detailOf(failed.samples[0])).toMatch(/x Bearer Bearer \[s?e?c?r?e?t?\]?…$/);
    expect(warned.warnings).toEqual(['saw Bearer [secret]']);
    expect(JSON.stringify([failed, warned])).not.toContain(secret.slice(0, 3));
  });
});

describe('TLS', () => {
  async function secure(): Promise<string> {
    const server = createServer({ cert: CERTIFICATE, key: KEY }, (_, response) => {
      response.end(JSON.stringify(success([row('7')])[1]));
    });
    const listening = await listen(server, 'https');
    cleanups.push(() => listening.close());
    return listening.url.href;
  }

  test('trusts the authority that is named', async () => {
    const caFile = await secretFile(CERTIFICATE);
    expect(await read({ url: await secure(), caFile }, [promql('up')])).toMatchObject({
      samples: [{ value: 7 }],
    });
  });

  test('trusts no other', async () => {
    const { samples } = await read({ url: await secure() }, [promql('up')]);
    expect(detailOf(samples[0])).toContain('its certificate is signed by itself; name it as `caFile`');
  });
});

describe('what the user must mend is told when the source is opened', () => {
  async function problem(spec: Partial<PrometheusSourceSpec>): Promise<string> {
    const opened = await openPrometheus({ ...SPEC, ...spec }, catalogue);
    if (!opened.ok) return opened.message;
    await opened.source.close();
    return '';
  }

  test.each(['not a url', 'ftp://127.0.0.1', 'file:///etc/passwd', '127.0.0.1:9090'])(
    'the address %s',
    async (url) => {
      expect(await problem({ url })).toBe(
        `\`${url}\` is no address of a Prometheus; expected http://host:port or https://host:port`,
      );
    },
  );

  test.each(['http://user:secret@127.0.0.1:9090', 'htp//user:secret@127.0.0.1'])(
    'a password in the address, without repeating it: %s',
    async (url) => {
      expect(await problem({ url })).toContain('must hold no password; use `basicAuth`');
      expect(await problem({ url })).not.toContain('secret');
    },
  );

  test('files that are missing, empty or hold something else', async () => {
    expect(await problem({ bearerToken: { kind: 'file', path: '/nowhere/token' } })).toContain(
      '`/nowhere/token` with the bearer token cannot be read',
    );
    expect(await problem({ bearerToken: { kind: 'file', path: await secretFile('\n') } })).toContain(
      'is empty',
    );
    expect(await problem({ bearerToken: { kind: 'file', path: await secretFile('a\nb') } })).toContain(
      'on one line',
    );
    expect(
      await problem({ basicAuth: { username: 'a', password: { kind: 'file', path: '/nowhere/password' } } }),
    ).toContain('with the password');
    expect(await problem({ caFile: '/nowhere/ca.pem' })).toContain(
      'the certificate file `/nowhere/ca.pem` cannot be read',
    );
    expect(await problem({ caFile: await secretFile('no certificate') })).toContain(
      'holds no certificate in PEM form',
    );
  });

  test('but not that Prometheus is down: it may come back', async () => {
    expect(await problem({})).toBe('');
  });
});
