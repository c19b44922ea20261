import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Gateway } from '../../packages/runtime/src/config/gateway.js';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';
import { Play } from '../../packages/runtime/src/release/testing/play.js';
import { scored } from '../../packages/runtime/src/release/testing/readings.js';

/** Examples of releases go the way that their pages say. */
const ROOT = path.resolve(import.meta.dirname, '../../examples');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEDNESDAY = Date.parse('2026-11-25T10:00:00Z');
const SATURDAY = Date.parse('2026-11-28T10:00:00Z');
const WELL = scored('health', { version2: 1 });
const ILL = scored('health', { version2: 0.5 });

async function example(name: string): Promise<Gateway> {
  const file = path.join(ROOT, name);
  const { gateways } = await loadConfiguration([{ file, text: readFileSync(file, 'utf8'), named: true }]);
  const [gateway] = gateways;
  if (gateway === undefined) throw new Error(`${name} holds no gateway`);
  return gateway;
}

const approve = (gate: string, approved = true) => ({ kind: 'approve', gate, approved }) as const;

describe('blue-green', () => {
  test('goes over in one step and is promoted, each once somebody lets it', async () => {
    const play = new Play(await example('blue-green.yaml'), null, WEDNESDAY).run(HOUR, WELL);
    expect(play.weights()).toBe('version1 100%');
    expect(play.release.phase).toBe('Waiting');
    play.act(approve('switch'));
    play.tick(WELL);
    expect(play.weights()).toBe('version1 0%, version2 100%');
    play.run(10 * MINUTE, WELL);
    expect(play.release.phase).toBe('Waiting');
    play.act(approve('sign-off'));
    play.tick(WELL);
    expect(play.release.phase).toBe('Promoted');
    expect(play.state.stable).toBe('version2');
  });

  test('goes back in one step when it turns bad, or nobody signs it off', async () => {
    const gateway = await example('blue-green.yaml');
    for (const reading of [ILL, WELL]) {
      const play = new Play(gateway, null, WEDNESDAY).run(HOUR, WELL);
      play.act(approve('switch'));
      play
        .tick(WELL)
        .run(10 * MINUTE, WELL)
        .run(2 * HOUR, reading);
      expect(play.release.phase).toBe('RolledBack');
      expect(play.weights()).toBe('version1 100%, version2 0%');
    }
  });

  test('does nothing at the weekend', async () => {
    const play = new Play(await example('blue-green.yaml'), null, SATURDAY).run(HOUR, WELL);
    expect(play.release).toMatchObject({ phase: 'Waiting', reason: 'frozen until 24:00 (Europe/Berlin)' });
  });
});

describe('two phases', () => {
  test('give the candidate to the matched first, and then move the weights of the others only', async () => {
    const gateway = await example('two-phases.yaml');
    const first = new Play({ ...gateway, policies: [] }, null, WEDNESDAY).tick(WELL).run(HOUR, WELL);
    expect([first.weights('matched'), first.weights()]).toEqual(['version2 100%', 'version1 100%']);
    const second = new Play(gateway, first.state, first.now).tick(WELL);
    for (let step = 0; step < 12 && second.release.phase === 'Progressing'; step += 1) {
      second.run(MINUTE, WELL);
      expect(second.weights('matched')).toBe('version2 100%');
    }
    expect(second.release.phase).toBe('Promoted');
    expect(second.weights()).toBe('version1 0%, version2 100%');
  });

  test('take the candidate from the others alone when it turns bad', async () => {
    const play = new Play(await example('two-phases.yaml'), null, WEDNESDAY).tick(WELL);
    play.run(2 * MINUTE, WELL).run(10 * MINUTE, ILL);
    expect(play.weights()).toBe('version1 100%, version2 0%');
    expect(play.weights('matched')).toBe('version2 100%');
    expect(play.release.phase).toBe('RolledBack');
  });
});
