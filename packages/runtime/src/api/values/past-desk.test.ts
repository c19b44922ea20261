import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import { catalogueOf } from '../../metrics/testing/catalogue-of.js';
import type { PastSource } from '../../metrics/source.js';
import type { ManagedGateway } from '../../release/control.js';
import { gatewayDocument } from '../testing/gateways.js';
import { ServedApi } from '../testing/served-api.js';
import { PastDesk, type RecordedPast } from './past-desk.js';

const catalogue = await catalogueOf('embedded');
const AWAY: Sample = { known: false, cause: 'source-failed', detail: 'nothing listens there' };

/** Answers every read alike, once it may. */
class Slow implements PastSource {
  asked = 0;
  readonly #turn: Promise<void>;
  #go: () => void = () => undefined;

  constructor(readonly sample: Sample) {
    this.#turn = new Promise((resolve) => (this.#go = resolve));
  }

  answer(): void {
    this.#go();
  }

  read(): never {
    throw new Error('nobody asks for the present');
  }

  async readPast({ instants, reads }: Parameters<PastSource['readPast']>[0]) {
    this.asked += 1;
    await this.#turn;
    const samples = Array.from({ length: instants }, () => reads.map(() => this.sample));
    return { samples, warnings: [], requests: 1 };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

let api: ServedApi;
let now = 1_000_000;

beforeEach(async () => {
  api = await ServedApi.start({}, {}, [gatewayDocument()]);
});

afterEach(() => api.close());

const deskOf = (source: PastSource): PastDesk =>
  new PastDesk(
    ({ gateway }) => ({ gateway, catalogue, text: '', source }),
    'lamia 0.0.0',
    () => now,
  );

function managed(revision = 'first'): ManagedGateway {
  const found = api.control.find('shop');
  if (found === null) throw new Error('the gateway was added');
  return { ...found, revision };
}

test('a recording that takes long is made once, however long it is waited for', async () => {
  const source = new Slow({ known: true, value: 1 });
  const desk = deskOf(source);
  const first = desk.of(managed(), '15m');
  now += 60_000;
  const second = desk.of(managed(), '15m');
  source.answer();
  expect(await second).toBe(await first);
  expect(source.asked).toBe(1);
});

test('so many wait for a slow source, and no more', async () => {
  const source = new Slow({ known: true, value: 1 });
  const desk = deskOf(source);
  const waiting = Array.from({ length: 9 }, (_, place) => desk.of(managed(`revision ${place}`), '15m'));
  expect(await desk.of(managed('one more'), '15m')).toMatchObject({
    recording: null,
    why: expect.stringContaining('too many recordings'),
  });
  // Who asks for one of those that wait, waits with them.
  const again: Promise<RecordedPast> = desk.of(managed('revision 0'), '15m');
  source.answer();
  expect(await again).toBe(await waiting[0]);
});

test('where the source fails altogether there is no recording, and it says why', async () => {
  const source = new Slow(AWAY);
  source.answer();
  expect(await deskOf(source).of(managed(), '15m')).toEqual({
    recording: null,
    why: 'the metric source failed: nothing listens there',
  });
});
