import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import { readRecording } from '../../packages/runtime/src/metrics/recording/read-recording.js';
import type { Recording } from '../../packages/runtime/src/metrics/recording/recording.js';
import { CountingPage } from '../prometheus/counting-page.js';
import { folderWith, lamia, startLamia } from './lamia.js';

jest.setTimeout(60_000);

const gateway = (source: string): string => `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 0/http
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:9001" }, version2: { address: "127.0.0.1:9002" } }
  baseline: version1
  candidate: version2
  metrics: { source: ${source}, provider: embedded, window: 2s, scrapeInterval: 1s }
  routes: [{ name: default, weights: { version1: 100 } }]
  policies: [{ type: metric, expression: error_rate }]
`;

describe('lamia record of pages of metrics', () => {
  const page = new CountingPage({
    shop: { version1: { requests: 1_000 }, version2: { requests: 1_000, failing: 0.25 } },
  });
  let folder: Awaited<ReturnType<typeof folderWith>>;
  beforeAll(async () => {
    const url = await page.open();
    page.begin();
    folder = await folderWith({
      'shop.yaml': gateway(`{ kind: scrape, urls: ["${url}"] }`),
      'away.yaml': gateway('{ kind: scrape, urls: ["http://127.0.0.1:1/metrics"] }'),
      'own.yaml': gateway('{ kind: scrape }'),
    });
  });
  afterAll(async () => {
    await folder.remove();
    await page.close();
  });

  const record = (...args: readonly string[]): ReturnType<typeof lamia> =>
    lamia(['record', ...args], { cwd: folder.path });

  async function read(name: string): Promise<Recording | null> {
    const text = await readFile(join(folder.path, name), 'utf8').catch(() => '');
    const result = readRecording(text);
    return result.ok ? result.recording : null;
  }

  test('counts over the window from the pages that it scraped itself', async () => {
    const child = startLamia(['record', 'shop.yaml', '--every', '100ms', '-o', 'shop.jsonl'], {
      cwd: folder.path,
    });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const exited = once(child, 'exit');
    const last = async (): Promise<ReadonlyMap<string, Sample | undefined>> => {
      const recording = await read('shop.jsonl');
      const samples = recording?.lines.at(-1)?.samples ?? [];
      return new Map(recording?.reads.map(({ text }, place) => [text, samples[place]]));
    };
    const failing = 'metric version2 error_rate over 2s';
    const isThere = async (): Promise<boolean> => (await last()).get(failing)?.known === true;
    for (let turn = 0; turn < 1_000 && child.exitCode === null && !(await isThere()); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    child.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    // Not a terminal: nothing but what came of it.
    expect(stderr).toMatch(/^lamia: recorded \d+ lines in `shop.jsonl`; \d+ of \d+ values are unknown\n$/);
    const values = await last();
    expect(values.get(failing)).toEqual({ known: true, value: expect.closeTo(0.25, 1) });
    expect(values.get('metric version1 error_rate over 2s')).toEqual({ known: true, value: 0 });
    const recording = await read('shop.jsonl');
    // Two scrapes make the first count.
    expect(recording?.lines[0]?.samples.every(({ known }) => !known)).toBe(true);
  });

  test('knows no past of them', async () => {
    expect(await record('shop.yaml', '--from', '2026-01-31', '--for', '1h')).toMatchObject({
      ...{ code: 2, stdout: '' },
      stderr: expect.stringContaining('reads pages of metrics, which have no past; name a Prometheus'),
    });
  });

  test('says which page is not there', async () => {
    expect(await record('away.yaml', '--every', '50ms', '--for', '100ms', '-o', 'away.jsonl')).toMatchObject({
      ...{ code: 3, stdout: '' },
      stderr: expect.stringMatching(/the metric source failed: .*`http:\/\/127.0.0.1:1\/metrics`/),
    });
  });

  test('cannot have the page of a data plane that only a runtime starts', async () => {
    expect(await record('own.yaml', '-o', 'own.jsonl')).toMatchObject({
      ...{ code: 1, stdout: '' },
      stderr: expect.stringContaining('record from a Prometheus that scrapes it, with `--prometheus URL`'),
    });
  });
});
