import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { readGatewayText } from '../config/read-gateway-text.js';
import { gatewayText } from '../config/testing/gateway-text.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { catalogueOf } from '../metrics/testing/catalogue-of.js';
import type { MetricSource, PastRequest, PastSource, ReadRequest } from '../metrics/source.js';
import type { Clock } from '../release/ports.js';
import { recordLive } from './record-live.js';
import { recordPast } from './record-past.js';
import { recordingHead } from './recording-head.js';
import type { RecordedFrom } from './recorded-from.js';

const catalogue: Catalogue = await catalogueOf('embedded');

function gatewayOf(name: string, changes: Parameters<typeof gatewayText>[0] = {}): Gateway {
  const { gateways, findings } = readGatewayText(gatewayText(changes, name), () =>
    languageCatalogue(catalogue),
  );
  const [gateway] = gateways;
  if (gateway === undefined) throw new Error(findings.map(({ message }) => message).join('\n'));
  return gateway;
}

/** Answers every read with its instant, and knows what it was asked. */
class Scripted implements PastSource {
  readonly asked: (ReadRequest | PastRequest)[] = [];
  constructor(readonly beforeAnswer: () => void = () => undefined) {}

  read(request: ReadRequest): ReturnType<MetricSource['read']> {
    this.asked.push(request);
    this.beforeAnswer();
    const samples = request.reads.map(() => ({ known: true, value: request.at }) as const);
    return Promise.resolve({ samples, warnings: ['slow'], requests: 1 });
  }

  readPast(request: PastRequest): ReturnType<PastSource['readPast']> {
    this.asked.push(request);
    const { from, every, instants, reads } = request;
    const samples = Array.from({ length: instants }, (_, place) =>
      reads.map(() => ({ known: true, value: from + place * every }) as const),
    );
    return Promise.resolve({ samples, warnings: [], requests: 1 });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const from = <Source extends MetricSource>(gateway: Gateway, source: Source): RecordedFrom<Source> => ({
  gateway,
  catalogue,
  text: '',
  source,
});

const never = new AbortController().signal;

async function all<Item>(items: AsyncGenerator<Item>): Promise<readonly Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A clock that stands still unless somebody sleeps or moves it. */
class Standing implements Clock {
  time = 1_000_000;
  now(): number {
    return this.time;
  }
  sleep(duration: number): Promise<void> {
    this.time += Math.max(0, duration);
    return Promise.resolve();
  }
}

describe('the head of a recording', () => {
  test('has what every policy reads, once, and what shows how the versions fared', () => {
    const policies = '[{ type: health }, { type: metric, expression: latency.p95, minimumRequests: 0 }]';
    const { reads, gateways } = recordingHead(
      [from(gatewayOf('shop', { policies }), new Scripted())],
      10_000,
      'x',
    );
    expect(gateways).toMatchObject([{ name: 'shop', baseline: 'version1', candidate: 'version2' }]);
    const texts = reads.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toEqual(
      expect.arrayContaining([
        'metric version2 external_upstream_rq_2xx over 30s',
        'metric version2 requests over 30s',
        'metric version1 latency.p95 over 30s',
        'metric version2 request_rate over 30s',
        'metric version2 error_rate over 30s',
      ]),
    );
    expect(reads.find(({ text }) => text === 'metric version1 latency.p95 over 30s')).toMatchObject({
      unit: 's',
      promql: [expect.stringContaining('histogram_quantile')],
    });
  });

  test('of a gateway without a release has what shows how its versions fare', () => {
    const quiet = gatewayOf('shop', { candidate: null, policies: null });
    const { reads } = recordingHead([from(quiet, new Scripted())], 10_000, 'x');
    expect(reads).toHaveLength(6);
  });
});

describe('recording what comes', () => {
  const gateway = gatewayOf('shop');

  test('asks each source once a line, as of one scrape before', async () => {
    const [one, other] = [new Scripted(), new Scripted()];
    const gateways = [from(gateway, one), from(gatewayOf('two'), one), from(gatewayOf('three'), other)];
    const head = recordingHead(gateways, 10_000, 'x');
    const recorded = await all(recordLive(gateways, head, { lag: 5_000, lines: 3 }, new Standing(), never));
    const times = [995_000, 1_005_000, 1_015_000];
    expect(recorded.flatMap(({ lines }) => lines.map(({ at }) => at))).toEqual(times);
    for (const source of [one, other]) {
      expect(source.asked).toMatchObject(times.map((at) => ({ at })));
    }
    expect(one.asked[0]?.reads).toHaveLength(12);
    for (const { lines, warnings } of recorded) {
      expect(warnings).toEqual(['slow']);
      for (const { at, samples } of lines) {
        expect(samples).toEqual(head.reads.map(() => ({ known: true, value: at })));
      }
    }
  });

  test('leaves out the lines that a slow source overlaps', async () => {
    const clock = new Standing();
    const source = new Scripted(() => (clock.time += 25_000));
    const gateways = [from(gateway, source)];
    const plan = { lag: 0, lines: 3 };
    const recorded = await all(
      recordLive(gateways, recordingHead(gateways, 10_000, 'x'), plan, clock, never),
    );
    expect(recorded.flatMap(({ lines }) => lines.map(({ at }) => at))).toEqual([
      1_000_000, 1_030_000, 1_060_000,
    ]);
  });

  test('waits where the clock is set back', async () => {
    const clock = new Standing();
    const source = new Scripted(() => (clock.time -= 60_000));
    const gateways = [from(gateway, source)];
    const plan = { lag: 0, lines: 3 };
    const recorded = await all(
      recordLive(gateways, recordingHead(gateways, 10_000, 'x'), plan, clock, never),
    );
    expect(recorded.flatMap(({ lines }) => lines.map(({ at }) => at))).toEqual([
      1_000_000, 1_010_000, 1_020_000,
    ]);
  });

  test('ends when it is asked to, without half a line', async () => {
    const abort = new AbortController();
    const source = new Scripted(() => {
      if (source.asked.length < 3) return;
      abort.abort();
      throw new Error('aborted');
    });
    const gateways = [from(gateway, source)];
    const plan = { lag: 0, lines: 100 };
    const head = recordingHead(gateways, 10_000, 'x');
    expect(await all(recordLive(gateways, head, plan, new Standing(), abort.signal))).toHaveLength(2);
  });
});

describe('recording the past', () => {
  test('asks for so many instants at once that an answer stays small', async () => {
    const source = new Scripted();
    const gateways = [from(gatewayOf('shop'), source)];
    const head = recordingHead(gateways, 10_000, 'x');
    const recorded = await all(recordPast(gateways, head, { from: 0, instants: 2_500 }, never));
    const lines = recorded.flatMap((each) => each.lines);
    expect(lines.map(({ at }) => at)).toEqual(Array.from({ length: 2_500 }, (_, place) => place * 10_000));
    expect(
      lines.every(({ at, samples }) => samples.every((sample) => sample.known && sample.value === at)),
    ).toBe(true);
    expect(source.asked.map((each) => ('instants' in each ? each.instants : 0))).toEqual([1_000, 1_000, 500]);
  });
});
