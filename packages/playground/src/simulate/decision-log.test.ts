import { describe, expect, test } from '@jest/globals';
import { simulated } from './play.js';
import { prepare } from './playing.js';
import { PRESETS } from './presets.js';
import { readDecisionLog } from './decision-log.js';
import { embedded } from './testing/embedded.js';

/** The log that a runtime would have kept of a preset's release. */
function logOf(name: string): string {
  const scenario = PRESETS.find((each) => each.name === name)?.scenario;
  const prepared = scenario === undefined ? null : prepare(simulated(scenario, embedded));
  if (prepared?.ok !== true) throw new Error(`${name} cannot be played`);
  const { playing } = prepared;
  while (!playing.isOver) playing.step();
  const description = { kind: 'description', fingerprint: 'f', gateway: {} };
  const lines = playing.ticks.map(({ record }) => ({
    kind: 'decision',
    keeping: 'logged',
    record,
    description: 'f',
    grounds: null,
  }));
  return `${[description, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`;
}

describe('a decision log', () => {
  test('has the weights and the requests of the release that it is of', () => {
    const read = readDecisionLog(logOf('spike'));
    if (!read.ok) throw new Error(read.message);
    const { gateway, versions, ticks } = read.log;
    expect({ gateway, versions }).toEqual({ gateway: 'simulated', versions: ['version1', 'version2'] });
    expect(ticks[0]?.at).toBe(0);
    const judged = ticks.find(({ record }) => record.shift === 'policy')?.versions[1];
    expect(judged?.requestsPerSecond).toBeGreaterThan(5);
    expect(judged?.errorShare).toBeLessThan(0.05);
  });

  test.each([
    ['better', 'promoted'],
    // A log that ends with the last step back does not have the end yet.
    ['spike', 'under way at the last entry'],
    ['silence', 'held'],
  ])('tells how %s ended: %s', (name, headline) => {
    const read = readDecisionLog(logOf(name));
    expect(read).toMatchObject({ ok: true, log: { verdict: { headline } } });
  });

  test('is of the first gateway of the log alone', () => {
    const log = logOf('better');
    const both = `${log}${log.replaceAll('"simulated"', '"other"')}`;
    const [alone, read] = [readDecisionLog(log), readDecisionLog(both)];
    expect(read).toEqual(alone);
  });

  test.each<[string, string, number | null]>([
    ['what is no JSON', '{"kind":"description"}\nhello\n', 2],
    ['another JSON', '{"a":1}\n', 1],
    ['a decision without routes', '{"kind":"decision","record":{"gateway":"a","at":1}}\n', 1],
    ['nothing', '\n', null],
  ])('%s is none, and says where', (_, text, line) => {
    expect(readDecisionLog(text)).toMatchObject({ ok: false, line });
  });
});
