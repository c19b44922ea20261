import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Matcher, Sample } from '@lamia/lang';
import * as fc from 'fast-check';
import { measureOf } from '../../packages/runtime/src/metrics/catalogue/catalogue.js';
import type { Catalogue } from '../../packages/runtime/src/metrics/catalogue/catalogue.js';
import { loadCatalogue } from '../../packages/runtime/src/metrics/catalogue/load.js';
import type { Measure } from '../../packages/runtime/src/metrics/catalogue/measure.js';
import { answerReads, planReads } from '../../packages/runtime/src/metrics/planner.js';
import type { CataloguedRead } from '../../packages/runtime/src/metrics/planner.js';
import { readAnswer } from '../../packages/runtime/src/metrics/prometheus/answer.js';
import { sampleOfRows } from '../../packages/runtime/src/metrics/query/answer.js';
import type { QueryAnswer } from '../../packages/runtime/src/metrics/query/answer.js';
import type { BoundRead } from '../../packages/runtime/src/metrics/source.js';
import { describeWith } from '../components/binaries.js';
import { startPrometheus } from '../components/prometheus.js';
import type { RunningPrometheus } from '../components/prometheus.js';
import { openMetrics } from './open-metrics.js';
import { PAST, pastSeries, SUBJECTS } from './past.js';
import { singleQuery } from './single-query.js';

/** What is read of each provider: every kind of measure, with and without a witness, and names that are not there. */
const READ = {
  istio: [
    'requests',
    'requests.rate',
    'status_2xx',
    'status_5xx',
    'status_503',
    'error_rate',
    'latency',
    'latency.p99',
  ],
  haproxy: ['requests', 'errors', 'success_rate', 'latency', 'latency.max', 'upstream_rq_total', 'in_flight'],
  embedded: [
    'requests',
    'status_204',
    'status_5xx',
    'availability',
    'latency_p50',
    'latency_p999',
    'latency.count',
  ],
  envoy: ['requests', 'status_5xx', 'external_upstream_rq_2xx', 'up_instances', 'up_instances.min', 'health'],
} as const;
const PROVIDERS = ['istio', 'haproxy', 'embedded', 'envoy'] as const;

const SELECTORS: readonly (readonly Matcher[])[] = [
  [{ label: 'method', operator: '=', value: 'GET' }],
  [{ label: 'method', operator: '!=', value: 'GET' }],
  [{ label: 'instance', operator: '=~', value: 'def.+|qu"ote\\\\.*' }],
  [{ label: 'pod', operator: '!~', value: 'line\n.*' }],
];

describeWith('prometheus', 'the planner on a real Prometheus', () => {
  let prometheus: RunningPrometheus;
  let catalogues: ReadonlyMap<string, Catalogue>;

  beforeAll(async () => {
    const loaded = await Promise.all(
      PROVIDERS.map(async (name) => [name, await loadCatalogue(name)] as const),
    );
    catalogues = new Map(loaded.flatMap(([name, result]) => (result.ok ? [[name, result.catalogue]] : [])));
    prometheus = await startPrometheus({ blocks: [openMetrics(pastSeries())] });
  }, 60_000);

  afterAll(() => prometheus.stop());

  /** Asks by hand, not through the source: these are the planner's own tests. */
  async function ask(promql: string, at: number): Promise<QueryAnswer> {
    const body = new URLSearchParams({ query: promql, time: (at / 1000).toFixed(3) });
    const answer = await fetch(`${prometheus.url}/api/v1/query`, { method: 'POST', body });
    return readAnswer(answer.status, await answer.text()).answer;
  }

  async function readAll(
    reads: readonly CataloguedRead[],
    at: number,
    subjectsPerQuery?: number,
  ): Promise<readonly Sample[]> {
    const plan = planReads(reads, subjectsPerQuery);
    return answerReads(plan, await Promise.all(plan.queries.map((query) => ask(query, at))));
  }

  async function readOne({ read, catalogue }: CataloguedRead, at: number): Promise<Sample> {
    const answer = await ask(
      read.kind === 'promql' ? read.query : singleQuery(measure(read, catalogue), read),
      at,
    );
    if (!answer.ok) throw new Error(answer.why);
    return sampleOfRows(answer.rows, answer.partial);
  }

  const anyRead: fc.Arbitrary<Asked> = fc.constantFrom(...PROVIDERS).chain((provider) =>
    fc.record({
      provider: fc.constant(provider),
      name: fc.constantFrom<string[]>(...READ[provider]),
      subject: fc.constantFrom(...SUBJECTS),
      selector: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.constantFrom(...SELECTORS)),
      window: fc.constantFrom(30_000, 60_000, 90_500, 300_000),
      offset: fc.constantFrom(0, 0, 60_000, 612_345),
    }),
  );
  const anyInstant = fc.integer({ min: PAST.start, max: PAST.start + (PAST.scrapes + 10) * PAST.interval });

  function catalogued({ provider, name, ...rest }: Asked): CataloguedRead {
    const catalogue = catalogues.get(provider);
    if (catalogue === undefined) throw new Error(`no catalogue ${provider}`);
    const [metric = '', statistic = null] = name.split('.');
    return { catalogue, read: { kind: 'metric', metric, statistic, ...rest } };
  }

  test('answers grouped reads as one query each does', async () => {
    let known = 0;
    let assumed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRead, { minLength: 1, maxLength: 24 }),
        anyInstant,
        fc.constantFrom(1, 2, 5_000),
        async (asked, at, subjectsPerQuery) => {
          const reads = asked.map(catalogued);
          const grouped = await readAll(reads, at, subjectsPerQuery);
          const single = await Promise.all(reads.map((read) => readOne(read, at)));
          for (const [index, { read, catalogue }] of reads.entries()) {
            const isLeaf = read.kind === 'metric' && 'series' in measure(read, catalogue);
            expectSame(grouped[index], single[index], isLeaf);
          }
          known += grouped.filter((sample) => sample.known).length;
          assumed += grouped.filter((sample) => sample.known && sample.assumed === true).length;
        },
      ),
      { numRuns: 120 },
    );
    // Guards the property against a past in which nothing can be found.
    expect(known).toBeGreaterThan(100);
    expect(assumed).toBeGreaterThan(5);
  }, 120_000);
});

type MetricRead = Extract<BoundRead, { kind: 'metric' }>;

interface Asked extends Pick<MetricRead, 'subject' | 'selector' | 'window' | 'offset'> {
  readonly provider: string;
  /** `metric` or `metric.statistic` */
  readonly name: string;
}

function measure({ metric, statistic }: MetricRead, catalogue: Catalogue): Measure {
  const found = measureOf(catalogue, metric, statistic);
  if (!found.ok) throw new Error(found.why);
  return found.measure;
}

function expectSame(grouped: Sample | undefined, single: Sample | undefined, isLeaf: boolean): void {
  if (grouped?.known === true && single?.known === true) {
    // Arithmetic in another order may differ in the last digit.
    expect(Math.abs(grouped.value - single.value)).toBeLessThanOrEqual(1e-12 * Math.abs(single.value));
  } else if (grouped?.known === false && single?.known === false && !isLeaf) {
    // Of two unknown parts, PromQL and the planner may name different ones.
    expect(grouped.cause).toMatch(/^(no-series|nan|infinite)$/);
  } else if (single?.known === false) {
    expect(grouped).toMatchObject({ known: false, cause: single.cause });
  } else {
    expect(grouped).toMatchObject({ known: true });
  }
}
