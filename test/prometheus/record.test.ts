import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { loadCatalogue } from '../../packages/runtime/src/metrics/catalogue/load.js';
import { openPrometheus } from '../../packages/runtime/src/metrics/prometheus.js';
import { prepare } from '../../packages/playground/src/simulate/playing.js';
import { recorded } from '../../packages/playground/src/simulate/play.js';
import { readRecording } from '../../packages/runtime/src/metrics/recording/read-recording.js';
import type { Recording } from '../../packages/runtime/src/metrics/recording/recording.js';
import { folderWith, lamia, startLamia } from '../cli/lamia.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus, type RunningPrometheus } from '../components/prometheus.js';
import { openMetrics, type PastSeries } from './open-metrics.js';

jest.setTimeout(60_000);

const START = 1_700_006_400_000;
const SCRAPES = 60;
const INTERVAL = 10_000;

/** Ten minutes of two versions: version2 begins to fail after five, and version1 is not scraped for a while. */
function past(): readonly PastSeries[] {
  const series = (version: string, code: string, gain: (scrape: number) => number): PastSeries => {
    let value = 0;
    const samples = Array.from({ length: SCRAPES }, (_, scrape) => {
      value += gain(scrape);
      return [START + scrape * INTERVAL, value] as const;
    });
    const isThere = ([at]: readonly [number, number]): boolean =>
      version !== 'version1' || at < START + 400_000 || at > START + 520_000;
    return {
      name: 'lamia_gateway_responses_total',
      labels: { application: 'shop', version, code },
      samples: samples.filter(isThere),
    };
  };
  return [
    series('version1', '200', () => 100),
    series('version2', '200', (scrape) => (scrape < 30 ? 50 : 20)),
    series('version2', '500', (scrape) => (scrape < 30 ? 0 : 30)),
  ];
}

const gateway = (url: string): string => `# Who is released here.
apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 0/http
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:9001" }, version2: { address: "127.0.0.1:9002" } }
  baseline: version1
  candidate: version2
  metrics:
    source: { kind: prometheus, url: "${url}", allowPromql: true }
    provider: embedded
    window: 1m
    scrapeInterval: ${INTERVAL / 1000}s
  routes: [{ name: default, weights: { version1: 100 } }]
  policies: [{ ref: careful }]
`;

const POLICY = `apiVersion: lamia/v1
kind: Policy
metadata: { name: careful }
spec:
  type: custom
  interval: 2m
  expression: |
    let failing = promql "1 - sum(lamia_gateway_responses_total{version='version2',code='200'})" as count;
    if (metric candidate error_rate < metric baseline error_rate + 0.1 and failing < 1) { result = candidate; } else { result = baseline; }
    result
`;

describeWith('prometheus', 'lamia record on a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let folder: Awaited<ReturnType<typeof folderWith>>;
  beforeAll(async () => {
    prometheus = await startPrometheus({ blocks: [openMetrics(past())] });
    folder = await folderWith({ 'shop.yaml': gateway(prometheus.url), 'careful.yaml': POLICY });
  }, 60_000);
  afterAll(async () => {
    await prometheus.stop();
    await folder.remove();
  });

  const record = (...args: readonly string[]): ReturnType<typeof lamia> =>
    lamia(['record', '.', ...args], { cwd: folder.path });
  const times = (from: number, to: number): readonly string[] => [
    ...['--from', new Date(START + from).toISOString()],
    ...['--to', String((START + to) / 1000)],
  ];
  const read = async (name: string): Promise<Recording> => {
    const result = readRecording(await readFile(join(folder.path, name), 'utf8'));
    if (!result.ok) throw new Error(result.message);
    return result.recording;
  };

  test('writes of the past what would have been read at each instant', async () => {
    const ended = await record(...times(0, 600_000), '--every', '20s', '-o', 'past.jsonl');
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    expect(ended.stderr).toMatch(
      /^lamia: recorded 31 lines in `past.jsonl`; \d+ of \d+ values are unknown\n$/,
    );
    const recording = await read('past.jsonl');
    const catalogue = await loadCatalogue('embedded');
    if (!catalogue.ok) throw new Error('a built-in catalogue is sound');
    const opened = await openPrometheus(
      {
        ...{ kind: 'prometheus', url: prometheus.url, timeout: 10_000, allowPromql: true },
        ...{ bearerToken: null, basicAuth: null, caFile: null, queriesPerSecond: 1_000 },
        breaker: { failures: 5, pause: 10_000, longestPause: 60_000 },
      },
      catalogue.catalogue,
    );
    if (!opened.ok) throw new Error(opened.message);
    const reads = recording.reads.map((each) => each.read);
    expect(recording.lines.map(({ at }) => at)).toEqual(
      Array.from({ length: 31 }, (_, place) => START + place * 20_000),
    );
    for (const { at, samples } of recording.lines) {
      const instant = await opened.source.read({ at, reads }, new AbortController().signal);
      expect({ at, samples }).toEqual({ at, samples: instant.samples });
    }
    await opened.source.close();
    // Not that they agree because neither has any.
    const all = recording.lines.flatMap(({ samples }) => samples);
    expect(all.some((sample) => sample.known && sample.value > 0.5)).toBe(true);
    expect(all.some((sample) => !sample.known && sample.cause === 'no-series')).toBe(true);
  });

  test('is played by the page, with no more than the recording', async () => {
    const recording = await read('past.jsonl');
    const text = recording.gateways[0]?.text ?? '';
    const prepared = prepare(recorded(recording, { gateway: 0, file: text, gates: [], ticks: 1_000 }));
    if (!prepared.ok) throw new Error(prepared.findings.map(({ message }) => message).join('\n'));
    const { playing } = prepared;
    while (!playing.isOver) playing.step();
    // The candidate fails from half of the time on.
    const shifts = playing.ticks.filter(({ record: { shift } }) => shift === 'policy');
    expect(shifts.map(({ versions }) => versions[1]?.share)).toEqual([2_000, 3_000, 2_000, 1_000]);
    expect(playing.verdict.headline).toBe('still under way when the recording ends');
  });

  test('says what it recorded, so that it can be played without the files', async () => {
    const ended = await record(...times(0, 0));
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('recorded 1 line') });
    const result = readRecording(ended.stdout);
    if (!result.ok) throw new Error(result.message);
    const { gateways, reads } = result.recording;
    expect(gateways).toMatchObject([
      { name: 'shop', versions: ['version1', 'version2'], provider: 'embedded', window: 60_000 },
    ]);
    expect(gateways[0]?.text).toBe(
      `${gateway(prometheus.url)
        .replace(/^#.*\n/, '')
        .trimEnd()}\n---\n${POLICY.trimEnd()}\n`,
    );
    expect(reads.map(({ text, unit }) => [text, unit])).toEqual(
      expect.arrayContaining([
        ['metric version2 error_rate over 1m', 'ratio'],
        ['metric version1 requests over 1m', 'count'],
        [`promql "1 - sum(lamia_gateway_responses_total{version='version2',code='200'})"`, null],
      ]),
    );
    expect(reads.find(({ text }) => text === 'metric version1 requests over 1m')?.promql).toEqual([
      'sum by (application, version) (increase(lamia_gateway_responses_total{application="shop",version="version1"}[60s]))',
    ]);
  });

  test('reads from another Prometheus where it is told to, and refuses what it cannot do', async () => {
    const elsewhere = await record(
      '--prometheus',
      'http://127.0.0.1:1',
      ...times(0, 60_000),
      '-o',
      'none.jsonl',
    );
    expect(elsewhere).toMatchObject({ code: 3, stderr: expect.stringContaining('the metric source failed') });
    const twice = await record(...times(0, 0), '-o', 'none.jsonl');
    expect(twice).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is a file `none.jsonl` already'),
    });
    const later = await record('--from', '2999-01-01', '-o', 'later.jsonl');
    expect(later).toMatchObject({ code: 2 });
    const long = await record('--from', '0', '--every', '1s', '-o', 'long.jsonl');
    expect(long).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('a recording has 100000 at most'),
    });
    const unknown = await record('--gateway', 'shopp');
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('no gateway `shopp`') });
  });

  test('records what comes until it is asked to end, each line whole', async () => {
    const child = startLamia(['record', '.', '--every', '50ms', '-o', 'live.jsonl'], { cwd: folder.path });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const exited = once(child, 'exit');
    const path = join(folder.path, 'live.jsonl');
    await Promise.race([lines(path, 5), exited]);
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    expect(stderr).toMatch(/^lamia: recorded \d+ lines/);
    const live = await read('live.jsonl');
    expect(live.lines.length).toBeGreaterThanOrEqual(4);
    for (const [place, { at }] of live.lines.entries()) {
      expect((at - (live.lines[0]?.at ?? 0)) % live.every).toBe(0);
      expect(at).toBeGreaterThan(live.lines[place - 1]?.at ?? 0);
    }
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });
});

/** Waits until a file has so many lines. */
async function lines(path: string, least: number): Promise<void> {
  for (let turn = 0; turn < 1_000; turn += 1) {
    const text = await readFile(path, 'utf8').catch(() => '');
    if (text.split('\n').length > least) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
