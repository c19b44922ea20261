import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { planReads } from '../metrics/planner.js';
import type { MetricSource, ReadAnswer, ReadRequest } from '../metrics/source.js';
import { catalogueOf } from '../metrics/testing/catalogue-of.js';
import type { Store } from '../store/store.js';
import { customPolicy, gatewayWith } from './testing/gateways.js';
import { World } from './testing/world.js';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await catalogueOf(`identity: { app: $application, version: $version }
metrics:
  requests: { description: r, unit: count, counter: { series: hits_total } }
  errors: { description: e, unit: count, counter: { series: errors_total } }
`);
});

/** Counts the queries that its reads would be sent as. */
class CountingSource implements MetricSource {
  queries = 0;
  /** What one query a gateway and metric would have come to. */
  oneByOne = 0;

  read({ reads }: ReadRequest): Promise<ReadAnswer> {
    const { queries } = planReads(reads.map((read) => ({ read, catalogue })));
    this.queries += queries.length;
    const subjects = reads.map((read) =>
      read.kind === 'metric' ? [read.subject.application, read.metric] : [],
    );
    this.oneByOne += new Set(subjects.map((subject) => subject.join(' '))).size;
    const nothing = { known: false, cause: 'no-series' } as const;
    return Promise.resolve({ samples: reads.map(() => nothing), warnings: [], requests: queries.length });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Remembers nothing, which takes no time. */
const forgetful: Store = {
  load: () => Promise.resolve([]),
  saveIntents: () => Promise.resolve(),
  saveOutcomes: () => Promise.resolve(),
  documents: () => Promise.resolve([]),
  saveDocument: () => Promise.resolve(),
  decisions: () => Promise.resolve([]),
  forget: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

const SECONDS = 30;
const INTERVALS = SECONDS / 10;

/** What so many gateways ask in that time, by an expression of two metrics, every 10 s. */
async function asked(gateways: number): Promise<CountingSource> {
  const source = new CountingSource();
  const world = new World({ sourceOf: () => source }, {}, forgetful);
  const named = (name: string) => gatewayWith([customPolicy()], { name, application: name });
  await world.start(...Array.from({ length: gateways }, (_, place) => named(`gateway-${place}`)));
  await world.run(SECONDS * 1000);
  await world.stop();
  expect(world.faults).toEqual([]);
  return source;
}

describe('the queries that a source is asked', () => {
  test('are as many for hundreds of gateways as for one', async () => {
    const one = await asked(1);
    const many = await asked(100);
    expect(one.queries).toBeGreaterThan(0);
    expect(many.queries).toBe(one.queries);
    expect(many.oneByOne).toBe(100 * one.oneByOne);
  });

  test('are at most one a metric for every 5 000 series', async () => {
    const { queries, oneByOne } = await asked(2_600);
    expect(queries).toBeLessThanOrEqual(INTERVALS * 2 * Math.ceil((2_600 * 2) / 5_000));
    expect(oneByOne).toBeGreaterThan(100 * queries);
  });
});
