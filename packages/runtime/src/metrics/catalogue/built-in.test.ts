import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { copyFile, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { catalogueOf } from '../testing/catalogue-of.js';
import { BUILT_IN, builtInText } from './built-in.js';
import type { Catalogue } from './catalogue.js';
import { leavesOf } from './measure.js';

/** Every metric name of the founding documents and of what came after them. */
const ATTESTED = [
  ...['external_', 'internal_', ''].flatMap((origin) =>
    ['200', '2xx', '3xx', '4xx', '500', '503', '5xx'].map((code) => `${origin}upstream_rq_${code}`),
  ),
  'upstream_rq_total',
  ...['200', '2xx', '500', '503', '5xx'].map((code) => `response_code_${code}`),
  ...['requests', 'availability', 'response_duration', 'response_code', 'response_code_get_2xx'],
  ...['response_code_post_503', 'response_duration_get_5xx', 'memory', 'cpu', 'replicas', 'updated_replicas'],
  ...['ready_replicas', 'available_replicas', 'unavailable_replicas'],
];

describe.each(BUILT_IN)('the catalogue %s', (name) => {
  let catalogue: Catalogue;
  beforeAll(async () => {
    catalogue = await catalogueOf(name);
  });

  test('knows every attested name, to give it or to say why not', () => {
    const { metrics, unavailable } = catalogue;
    expect(ATTESTED.filter((alias) => !metrics.has(alias) && !unavailable.has(alias))).toEqual([]);
  });

  test('knows every name that another one gives', async () => {
    const { metrics, unavailable } = catalogue;
    const others = await Promise.all(BUILT_IN.map(catalogueOf));
    const names = others.flatMap((other) => [...other.metrics.keys()]);
    expect(names.filter((alias) => !metrics.has(alias) && !unavailable.has(alias))).toEqual([]);
  });

  test('counts requests, and latency in seconds', () => {
    expect(catalogue.metrics.get('requests')).toMatchObject({
      kind: 'counter',
      unit: { count: 1, s: 0, B: 0 },
    });
    expect(catalogue.metrics.get('latency_avg')).toMatchObject({
      kind: 'gauge',
      unit: { count: 0, s: 1, B: 0 },
    });
  });

  test('describes each metric, and shows a way out of each that is unavailable', () => {
    for (const [alias, { description }] of catalogue.metrics)
      expect(`${alias} ${description}`).toMatch(/^\S+ [^.]{3,}/);
    for (const [alias, reason] of catalogue.unavailable) {
      const named = /(?:read|compare) (?:how many answers had it, such as )?`(\w+)`/.exec(reason)?.[1];
      if (named === undefined) expect(`${alias}: ${reason}`).toContain(`\`extends: ${name}\``);
      else expect([...catalogue.metrics.keys()]).toContain(named);
    }
  });
});

/** The counters that grow when a request begins. All others grow when it ends, with its answer or without one. */
const COUNTED_AT_THE_START = [
  'haproxy_server_sessions_total',
  'envoy_cluster_upstream_rq_total',
  'request_total',
];

describe.each(BUILT_IN)('what the catalogue %s counts when a request begins', (name) => {
  test('has one name of its own, so that no ratio of other names mixes two moments', async () => {
    const { metrics } = await catalogueOf(name);
    const measured = [...metrics].map(([alias, { measure, statistics, witness }]) => {
      const measures = [measure, ...statistics.values()];
      const series = measures.flatMap(leavesOf).map((leaf) => leaf.series.name);
      return { alias, witness, isStart: series.some((one) => COUNTED_AT_THE_START.includes(one)) };
    });
    expect(measured.filter(({ isStart }) => isStart).map(({ alias }) => alias)).toEqual(
      metrics.has('requests_started') ? ['requests_started'] : [],
    );
    expect(measured.filter(({ witness }) => witness === 'requests_started')).toEqual([]);
  });

  test('is not `upstream_rq_total`, which counts what the answers below it are counted in', async () => {
    const { metrics } = await catalogueOf(name);
    expect(metrics.get('upstream_rq_total')?.measure).toEqual(metrics.get('requests')?.measure);
  });
});

test('an error class is zero where requests are known, except on HAProxy, which has all from the start', async () => {
  const witnesses = await Promise.all(
    BUILT_IN.map(async (name) => [name, (await catalogueOf(name)).metrics.get('status_5xx')?.witness]),
  );
  expect(Object.fromEntries(witnesses)).toEqual({
    embedded: 'requests',
    haproxy: null,
    istio: 'requests',
    envoy: 'requests',
    linkerd: 'requests',
  });
});

describe('the folder of built-in catalogues', () => {
  const runtime = fileURLToPath(new URL('../../..', import.meta.url));
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamia-package-'));
    // As npm lays an installed package out, below another package.
    await mkdir(join(folder, 'node_modules/@lamia/runtime/dist/metrics/catalogue'), { recursive: true });
    await writeFile(join(folder, 'package.json'), '{ "name": "someone-elses" }');
    await copyFile(join(runtime, 'package.json'), join(folder, 'node_modules/@lamia/runtime/package.json'));
    await cp(join(runtime, 'catalogue'), join(folder, 'node_modules/@lamia/runtime/catalogue'), {
      recursive: true,
    });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(['dist/metrics/catalogue/built-in.js', 'dist/lamia.mjs'])('is found from %s', async (module) => {
    const from = pathToFileURL(join(folder, 'node_modules/@lamia/runtime', module)).href;
    await expect(builtInText('istio', from)).resolves.toEqual(await builtInText('istio'));
  });

  test('is found by a bundle in one file', async () => {
    const bundle = join(folder, 'node_modules/@lamia/runtime/dist/bundle.mjs');
    const source = fileURLToPath(new URL('built-in.ts', import.meta.url));
    const esbuild = join(runtime, '../../node_modules/esbuild/bin/esbuild');
    const options = [
      '--bundle',
      '--platform=node',
      '--format=esm',
      `--outfile=${bundle}`,
      '--log-level=error',
    ];
    await promisify(execFile)(esbuild, [source, ...options]);
    const script = `import { builtInText } from ${JSON.stringify(pathToFileURL(bundle).href)};
      process.stdout.write(JSON.stringify(await builtInText('haproxy')));`;
    const node = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    expect(JSON.parse((await node).stdout)).toEqual(await builtInText('haproxy'));
  });

  test('outside of the package there is none', async () => {
    const from = pathToFileURL(join(dirname(folder), 'elsewhere.js')).href;
    await expect(builtInText('istio', from)).rejects.toThrow('no folder above');
  });
});
