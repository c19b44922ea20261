import { afterEach, describe, expect, test } from '@jest/globals';
import { gatewayText } from '../config/testing/gateway-text.js';
import type { ReleaseEvent } from '../release/events.js';
import { SimulatedTarget } from '../release/testing/simulated-target.js';
import { MemoryStore } from '../store/memory.js';
import { documentOf, registryScene, type RegistryScene } from './testing/registry-scene.js';

const MINUTE = 60_000;
const THREE = {
  version1: { address: '127.0.0.1:9001' },
  version2: { address: '127.0.0.1:9002' },
  version3: { address: '127.0.0.1:9003' },
};
const OVER = 'the release of version2 was Progressing when its gateway was changed';

const scenes: RegistryScene[] = [];

async function scene(...given: Parameters<typeof registryScene>): Promise<RegistryScene> {
  const made = await registryScene(...given);
  scenes.push(made);
  return made;
}

afterEach(async () => {
  for (const made of scenes.splice(0)) await made.stop();
});

const said = (events: readonly ReleaseEvent[]): readonly ReleaseEvent[] =>
  events.filter(({ kind }) => kind === 'superseded' || kind === 'started');

/** That the release of version3 took the place of that of version2, and went its way from the weights as they were. */
async function expectTakenOver(
  { registry, events, clock, target }: RegistryScene,
  share: number | undefined,
): Promise<void> {
  expect(said(events).slice(-2)).toMatchObject([
    { kind: 'superseded', identity: { stable: 'version1', candidate: 'version2' }, reason: OVER },
    { kind: 'started', identity: { stable: 'version1', candidate: 'version3' } },
  ]);
  const logged = (await registry.decisions('shop', 1000)) ?? [];
  const takeover = logged.filter(({ record }) => record.reason.startsWith(OVER));
  expect(takeover).toMatchObject([{ record: { phase: 'Pending', shift: null } }]);
  const [only] = takeover;
  expect(new Map(only?.record.routes[0]?.shares).get('version2')).toBe(share);
  await clock.advance(3 * MINUTE);
  expect(registry.find('shop')?.status).toMatchObject({ phase: 'Promoted', stable: 'version3' });
  expect(target.weights('shop').get('version3')).toBe(10_000);
  // The one that was superseded never gains again.
  const shares = target.history.map(({ routes }) => routes.get('default')?.get('version2') ?? 0);
  const top = shares.lastIndexOf(Math.max(...shares));
  expect(shares.slice(top)).toEqual(shares.slice(top).toSorted((left, right) => right - left));
}

describe('a newer candidate takes the place of the release under way', () => {
  test('put through the API', async () => {
    const made = await scene();
    await made.registry.put(documentOf('shop', { versions: THREE }), 'none', 'alice');
    await made.clock.advance(25_000);
    const share = made.target.weights('shop').get('version2');
    expect(share).toBeGreaterThan(0);
    const put = await made.registry.put(
      documentOf('shop', { versions: THREE, candidate: 'version3' }),
      null,
      'alice',
    );
    expect(put).toMatchObject({ ok: true, created: false });
    await expectTakenOver(made, share);
  });

  test('in the file, at the next start', async () => {
    const [store, target] = [new MemoryStore(), new SimulatedTarget()];
    const file = (candidate: string): string =>
      gatewayText({
        listen: '0/http',
        metrics: null,
        versions: JSON.stringify(THREE),
        candidate,
        policies: '[{ type: time, interval: 10s, step: 10% }]',
      });
    const first = await scene([file('version2')], store, target);
    await first.clock.advance(25_000);
    await first.stop();
    scenes.splice(0);
    const share = target.weights('shop').get('version2');
    expect(share).toBeGreaterThan(0);
    await expectTakenOver(await scene([file('version3')], store, target), share);
  });
});
