import { describe, expect, test } from '@jest/globals';
import type { Routing } from '../routing/target.js';
import { customPolicy, gatewayWith, weights } from './testing/gateways.js';
import { Play } from './testing/play.js';
import { decidedFor } from './testing/readings.js';

const PACE = 80_000;
const FOR = decidedFor('version2');

const edited: Routing = {
  gateway: 'shop',
  routes: new Map([['default', weights({ version1: 3000, version2: 7000 })]]),
};

describe('a data plane that was changed by somebody else', () => {
  test('gets the intended weights again at the next tick, which is told', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR);
    play.routing = edited;
    play.wait(10_000).tick(FOR);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.events.find((event) => event.kind === 'repaired')).toMatchObject({
      reason: 'the data plane had version1 30%, version2 70%; it gets version1 90%, version2 10% again',
      found: [{ route: 'default' }],
    });
    expect(play.record?.shift).toBeNull();
  });

  test('is not judged on what it did meanwhile: the warm-up starts again with the repair', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR).run(PACE - 1, FOR);
    play.routing = edited;
    play.wait(1).tick(FOR);
    expect(play.record?.outcomes).toEqual([]);
    expect(play.run(PACE - 1, FOR).weights()).toBe('version1 90%, version2 10%');
    expect(play.run(1, FOR).weights()).toBe('version1 80%, version2 20%');
  });

  test('is repaired after the end of the release, too', () => {
    const play = new Play(gatewayWith([customPolicy({ start: 10_000 })])).tick(FOR).run(PACE, FOR);
    expect(play.release.phase).toBe('Promoted');
    play.routing = edited;
    play.run(10_000, FOR);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    expect(play.kinds()).toContain('repaired');
  });

  test('is served again when it has forgotten the gateway', () => {
    const play = new Play(gatewayWith([customPolicy()])).tick(FOR);
    play.routing = null;
    play.run(10_000, FOR);
    expect(play.weights()).toBe('version1 90%, version2 10%');
    expect(play.events.find((event) => event.kind === 'repaired')?.reason).toBe(
      'the data plane did not serve the gateway; it gets version1 90%, version2 10% again',
    );
  });

  test('a gateway that releases nothing is kept as its file says', () => {
    const play = new Play(gatewayWith([])).tick([]);
    play.routing = edited;
    play.run(10_000, []);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.kinds()).toEqual(['confirmed', 'repaired', 'confirmed']);
  });
});
