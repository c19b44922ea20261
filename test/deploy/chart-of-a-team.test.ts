import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';
import { Play } from '../../packages/runtime/src/release/testing/play.js';
import { scored } from '../../packages/runtime/src/release/testing/readings.js';
import { ROOT, identity, manifestsOf, type Manifest } from './manifests.js';
import { describeWithHelm } from './programs.js';

/** The example of a chart by which teams release: what a values file brings, and that teams are none of each other's business. */
const EXAMPLES = path.join(ROOT, 'examples/kubernetes');
const TEAMS = ['shop', 'catalogue'];

describeWithHelm('the chart of a team', (helm) => {
  const args = (team: string, ...set: readonly string[]): readonly string[] => [
    ...['template', team, path.join(EXAMPLES, 'team-chart'), '--namespace', team],
    ...['--values', path.join(EXAMPLES, `team-${team}.yaml`)],
    ...set.flatMap((each) => ['--set-json', each]),
  ];
  const rendered = (team: string, ...set: readonly string[]): readonly Manifest[] =>
    manifestsOf(execFileSync(helm, args(team, ...set), { encoding: 'utf8' }));

  async function checked(team: string, ...set: readonly string[]) {
    const [gateway] = rendered(team, ...set).filter(({ kind }) => kind === 'Gateway');
    const { gateways, findings } = await loadConfiguration([
      { file: `${team}.yaml`, text: stringify(gateway), named: true },
    ]);
    return { gateway: gateways[0], errors: findings.filter(({ severity }) => severity === 'error') };
  }

  test.each(TEAMS)('brings the versions of %s with their labels, their services, and a gateway', (team) => {
    const objects = rendered(team);
    const versions = team === 'shop' ? ['v1', 'v2'] : ['v7', 'v8'];
    expect(objects.map(identity).toSorted()).toEqual(
      [
        ...versions.map((version) => `Deployment ${team}-${version}`),
        ...versions.map((version) => `Service ${team}-${version}`),
        `Gateway ${team}`,
      ].toSorted(),
    );
    for (const { kind, metadata } of objects) {
      if (kind !== 'Deployment') continue;
      expect(metadata.labels).toEqual({
        app: team,
        deployment: metadata.name,
        version: metadata.name.slice(team.length + 1),
      });
    }
  });

  test.each(TEAMS)('the gateway of %s passes the check', async (team) => {
    expect((await checked(team)).errors).toEqual([]);
  });

  test('phase one gives the candidate to testers alone, phase two moves everybody else', async () => {
    const { gateway: first } = await checked('catalogue');
    // Helm does not take a map of the chart away by an empty one.
    expect([first?.policies, first?.metrics]).toEqual([[], null]);
    expect(first?.routes.map(({ name }) => name)).toEqual(['testers', 'everybody']);
    const policies = 'policies=[{"type":"health","interval":"30s","step":"25%"}]';
    const { gateway: second, errors } = await checked(
      'catalogue',
      policies,
      'metrics={"source":{"kind":"prometheus","url":"http://prometheus:9090"},"provider":"istio","window":"20s","scrapeInterval":"5s"}',
    );
    if (second === undefined) throw new Error(JSON.stringify(errors));
    const play = new Play(second, null, Date.parse('2026-11-25T10:00:00Z'));
    play.run(30 * 60_000, scored('health', { v8: 1 }));
    expect([play.release.phase, play.weights('testers'), play.weights('everybody')]).toEqual([
      'Promoted',
      'v8 100%',
      'v7 0%, v8 100%',
    ]);
  });

  test('a broken policy of one team is told with its place, and the other team is as it was', async () => {
    const before = await checked('shop');
    const { errors } = await checked(
      'catalogue',
      'policies=[{"type":"custom","interval":"2m","expression":"if (metric candidate \\"requests\\" > 20%) { result = candidat; } result"}]',
    );
    expect(errors.map(({ message }) => message).join('\n')).toContain('candidat');
    expect(await checked('shop')).toEqual(before);
  });

  test('names and images that YAML would read as something else stay texts, and no replica is none', async () => {
    const odd = [
      ...['application="on"', 'baseline="1"', 'candidate="1e3"'],
      'versions={"1":{"image":"1.0","replicas":0},"1e3":{"image":"2e1"}}',
    ];
    const deployments = rendered('shop', ...odd).filter(({ kind }) => kind === 'Deployment');
    expect(deployments.map(({ metadata, spec }) => [metadata.name, spec])).toMatchObject([
      ['on-1', { replicas: 0, template: { spec: { containers: [{ name: 'on', image: '1.0' }] } } }],
      ['on-1e3', { replicas: 2, template: { spec: { containers: [{ name: 'on', image: '2e1' }] } } }],
    ]);
    const { gateway, errors } = await checked('shop', ...odd);
    expect(errors).toEqual([]);
    expect(gateway?.versions.map(({ label }) => label)).toEqual(['1', '1e3']);
    expect([gateway?.baseline, gateway?.candidate]).toEqual(['1', '1e3']);
  });

  describe('refuses', () => {
    test.each([
      ['a key that is none', 'image="shop:2"', 'image'],
      ['a version without an image', 'versions={"v1":{"replicas":1}}', 'image'],
      ['a name that no service can have', 'application="My Shop"', 'application'],
      [
        'a baseline that is not deployed',
        'baseline="v9"',
        '`baseline: v9` is none of `versions`, which has v1, v2',
      ],
      ['a candidate that is not deployed', 'candidate="v3"', '`candidate: v3` is none of `versions`'],
    ])('%s', (_, set, message) => {
      const { status, stderr } = spawnSync(helm, args('shop', set), { encoding: 'utf8' });
      expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
    });
  });
});
