import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Editor, eventually } from '../cli/editor.js';
import { folderWith } from '../cli/lamia.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus, type RunningPrometheus } from '../components/prometheus.js';
import { counted, CountingPage } from './counting-page.js';

const RATES = {
  shop: { v1: { requests: 100 }, v2: { requests: 200 } },
  news: { v1: { requests: 100_000 }, v2: { requests: 200_000 } },
} as const;

const PROGRAM = 'if (metric v1 requests < metric candidate requests) { result = v2; } result';

const gateway = (application: string, provider: string): string => `apiVersion: lamia/v1
kind: Gateway
metadata: { name: ${application} }
spec:
  application: ${application}
  listen: 0/http
  target: { kind: embedded }
  versions: { v1: { address: "127.0.0.1:9001" }, v2: { address: "127.0.0.1:9002" } }
  baseline: v1
  candidate: v2
  metrics: { source: { kind: prometheus, url: "http://127.0.0.1:1" }, provider: ${provider}, window: 10s, scrapeInterval: 1s }
  routes: [{ name: default, weights: { v1: 100 } }]
  policies:
    - type: custom
      expression: '${PROGRAM}'
`;

describeWith('prometheus', 'an editor with a real Prometheus', () => {
  const page = new CountingPage(RATES);
  let prometheus: RunningPrometheus;
  let folder: Awaited<ReturnType<typeof folderWith>>;
  let editor: Editor;

  beforeAll(async () => {
    prometheus = await startPrometheus({ scrape: [{ url: await page.open(), interval: 1_000 }] });
    folder = await folderWith({});
  });

  afterAll(async () => {
    await prometheus.stop();
    await page.close();
    await folder.remove();
  });

  async function hints(name: string): Promise<readonly string[]> {
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    return (await editor.ask<{ label: string }[]>('inlayHint', name, { range })).map(({ label }) => label);
  }

  /** What the first hint says is a number of requests; null for a hint of another kind. */
  const count = ([first = '']: readonly string[]): number | null => {
    const found = /^= ([\d.]+)$/.exec(first);
    return found === null ? null : Number(found[1]);
  };

  test('shows values of the time when they are asked for, and how', async () => {
    editor = await Editor.open({
      folder: folder.path,
      options: {
        ...{ versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2', catalogue: 'embedded' },
        prometheus: { url: prometheus.url, application: 'shop' },
      },
    });
    await editor.show('a.lamia', PROGRAM);
    expect(
      await eventually(
        () => hints('a.lamia'),
        (found) => found.length > 0,
      ),
    ).toContain('= unknown: has no series');
    page.begin();
    await eventually(
      () => counted(prometheus.url, 'shop'),
      (value) => value > 0,
    );
    // What has been known is asked again every 15 seconds; what is new, at once.
    await editor.type('a.lamia', 0, PROGRAM.length, PROGRAM.replaceAll('requests', 'requests over 30s'));
    const shown = await eventually(
      () => hints('a.lamia'),
      (found) => count(found) !== null,
    );
    expect(shown.some((hint) => hint.startsWith('→ true'))).toBe(true);
    const { contents } = await editor.at<{ contents: { value: string } }>(
      'hover',
      'a.lamia',
      PROGRAM.indexOf('requests'),
    );
    expect(contents.value).toMatch(/Now of `v1`: [\d.]+/);
    expect(contents.value).toContain(
      '```promql\nsum by (application, version) (increase(lamia_gateway_responses_total{application="shop",version="v1"}[30s]))\n```',
    );
  });

  test('shows a gateway’s program the values of its own application and window', async () => {
    await editor.show('news.yaml', gateway('news', 'embedded'));
    const found = await eventually(
      () => hints('news.yaml'),
      (shown) => count(shown) !== null,
    );
    // The other application answers no more than this in half a minute.
    expect(count(found)).toBeGreaterThan(6_000);
    const { contents } = await editor.at<{ contents: { value: string } }>(
      'hover',
      'news.yaml',
      editor.text('news.yaml').indexOf('requests <'),
    );
    expect(contents.value).toContain('application="news",version="v1"}[10s]');
  });

  test('shows none where a gateway’s metrics are of another catalogue, and how they would be asked for', async () => {
    await editor.show('other.yaml', gateway('shop', 'envoy'));
    const at = editor.text('other.yaml').indexOf('requests <');
    const { contents } = await editor.at<{ contents: { value: string } }>('hover', 'other.yaml', at);
    expect(contents.value).toContain('envoy_cluster_');
    expect(contents.value).not.toContain('Now');
    expect(await hints('other.yaml')).toEqual([]);
    expect(editor.shown).toEqual([]);
    expect(await editor.close()).toBe(0);
  });
});
