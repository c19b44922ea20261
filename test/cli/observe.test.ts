import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { parseExposition } from '../../packages/runtime/src/metrics/exposition.js';
import { lamia } from './lamia.js';
import { RunScene } from './run-scene.js';

/** Several processes one after the other, on a machine that has other work too. */
jest.setTimeout(60_000);

let scene: RunScene;
beforeEach(async () => {
  scene = await RunScene.open();
  await scene.write(scene.gatewayText());
});
afterEach(() => scene.close());

test('a run logs every event as JSON on standard error, and standard output stays as it is', async () => {
  const running = scene.run('--log', 'json');
  await running.line('ended');
  expect(await running.stop()).toBe(0);
  const lines = running.stderr.trimEnd().split('\n');
  const logged = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  expect(logged.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['started', 'ticked', 'shifted', 'ended']),
  );
  expect(logged.find(({ event }) => event === 'ended')).toMatchObject({
    level: 'info',
    gateway: 'shop',
    phase: 'Promoted',
    stable: 'version2',
    reason: expect.any(String),
  });
  expect(running.said.map(({ kind }) => kind)).toContain('console');
});

test('a run shows its metrics, which can be read as what they are', async () => {
  const running = scene.run();
  const { url } = await running.line('console');
  await running.line('ended');
  const answer = await fetch(new URL('/metrics', String(url)));
  expect(answer.headers.get('content-type')).toContain('text/plain');
  const page = parseExposition(await answer.text());
  if (!page.ok) throw new Error(page.message);
  const found = (name: string) => page.series.filter((each) => each.name === name);
  const weights = found('lamia_route_weight_ratio').map(({ labels, value }) => [
    labels.get('version'),
    value,
  ]);
  expect(weights).toEqual([
    ['version1', 0],
    ['version2', 1],
  ]);
  expect(found('lamia_release_phase').map(({ labels }) => labels.get('phase'))).toEqual(['Promoted']);
  expect(
    found('lamia_shifts_total')
      .map(({ labels }) => labels.get('cause'))
      .toSorted(),
  ).toEqual(['entry', 'policy']);
  expect(found('lamia_call_duration_seconds_count').length).toBeGreaterThan(0);
  expect(await running.stop()).toBe(0);
});

test.each([
  ['--log', 'xml'],
  ['--log-level', 'loud'],
])('%s %s is wrong usage', async (flag, value) => {
  const ended = await lamia(['run', 'shop.yaml', flag, value], { cwd: scene.folder });
  expect(ended).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('Allowed choices are'),
  });
});
