import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../config/gateway.js';
import { gatewayWith, timePolicy } from './testing/gateways.js';
import { SimulatedTarget } from './testing/simulated-target.js';
import { World } from './testing/world.js';

const named = (name: string): Gateway => gatewayWith([timePolicy({ start: 5000, step: 5000 })], { name });
const [A, B, C] = [named('a'), named('b'), named('c')];

const phases = (world: World): readonly unknown[] =>
  ['a', 'b', 'c'].map((name) => world.runtime.status(name)?.phase);

describe('with a limit on how many releases are under way', () => {
  test('they go one after the other, by name where they began at the same time', async () => {
    const world = new World({}, { releases: 1 });
    await world.start(C, B, A);
    expect(phases(world)).toEqual(['Progressing', 'Pending', 'Pending']);
    expect(world.runtime.status('b')?.reason).toBe('waits: 1 release is under way');
    for (let seconds = 0; seconds < 120; seconds += 1) {
      await world.run(1_000);
      const underWay = phases(world).filter((phase) => phase !== 'Pending' && phase !== 'Promoted');
      expect(underWay.length).toBeLessThanOrEqual(1);
    }
    expect(phases(world)).toEqual(['Promoted', 'Promoted', 'Promoted']);
    const ended = world.events.filter(({ kind }) => kind === 'ended').map(({ gateway }) => gateway);
    expect(ended).toEqual(['a', 'b', 'c']);
    await world.stop();
  });

  test('also where every gateway has a data plane of its own, and so many begin at once', async () => {
    const targets = new Map(['a', 'b', 'c'].map((name) => [name, new SimulatedTarget()]));
    const world = new World(
      { targetOf: ({ name }) => targets.get(name) ?? new SimulatedTarget() },
      { releases: 2 },
    );
    await world.start(A, B, C);
    expect(phases(world)).toEqual(['Progressing', 'Progressing', 'Pending']);
    expect(world.runtime.status('c')?.reason).toBe('waits: 2 releases are under way');
    await world.run(120_000);
    expect(phases(world)).toEqual(['Promoted', 'Promoted', 'Promoted']);
    await world.stop();
  });

  test('a paused release keeps its place, one that is rolled back leaves it', async () => {
    const world = new World({}, { releases: 1 });
    await world.start(A, B);
    await world.runtime.act('a', { kind: 'pause' }, 'alice');
    await world.run(60_000);
    expect(phases(world).slice(0, 2)).toEqual(['Paused', 'Pending']);
    await world.runtime.act('a', { kind: 'rollback' }, 'alice');
    await world.run(30_000);
    expect(phases(world)[0]).toBe('RolledBack');
    expect(world.runtime.status('b')?.phase).not.toBe('Pending');
    await world.stop();
  });

  test('one whose data plane does not answer holds up nobody', async () => {
    const broken = new SimulatedTarget();
    const sound = new SimulatedTarget();
    const world = new World({ targetOf: ({ name }) => (name === 'a' ? broken : sound) }, { releases: 1 });
    broken.hanging.add('a');
    await world.start(A, B);
    await world.run(30_000);
    expect(phases(world).slice(0, 2)).toEqual(['Pending', 'Progressing']);
    broken.hanging.clear();
    await world.run(120_000);
    expect(phases(world).slice(0, 2)).toEqual(['Promoted', 'Promoted']);
    await world.stop();
  });

  test('without one all are under way at once', async () => {
    const world = new World();
    await world.start(A, B, C);
    expect(phases(world)).toEqual(['Progressing', 'Progressing', 'Progressing']);
    await world.stop();
  });
});
