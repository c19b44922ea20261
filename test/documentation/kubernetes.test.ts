import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { loadConfiguration } from '../../packages/runtime/src/config/load-configuration.js';
import { completeDocument } from '../../packages/runtime/src/kubernetes/discovery/complete-document.js';
import { deployedVersion } from '../../packages/runtime/src/kubernetes/discovery/deployed-version.js';
import { Play } from '../../packages/runtime/src/release/testing/play.js';
import { scored } from '../../packages/runtime/src/release/testing/readings.js';
import { manifestsOf, ROOT, type Manifest } from '../deploy/manifests.js';

/** The examples for clusters fit together, and go the way that they say. */
const FOLDER = path.join(ROOT, 'examples/kubernetes');
const objectsIn = (file: string): readonly Manifest[] =>
  manifestsOf(readFileSync(path.join(FOLDER, file), 'utf8'));
const first = readdirSync(path.join(FOLDER, 'first-release'))
  .toSorted()
  .flatMap((name) => objectsIn(`first-release/${name}`));

/** What the documentation shows as Gateways. */
const DOCS = path.join(ROOT, 'docs');
const shown = ['kubernetes.md', 'gitops.md'].flatMap((page) =>
  [...readFileSync(path.join(DOCS, page), 'utf8').matchAll(/^```yaml\n([^]*?)^```/gm)]
    .map(([, text = '']) => text)
    .filter((text) => text.startsWith('apiVersion: lamia.dev/v1\nkind: Gateway\n'))
    .flatMap(manifestsOf)
    .map((manifest) => [page, manifest] as const),
);

async function checked(document: object) {
  const text = stringify(document);
  const { gateways, findings } = await loadConfiguration([{ file: 'gateway.yaml', text, named: true }]);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return gateways[0];
}

describe('the first release', () => {
  const deployments = first.filter(({ kind }) => kind === 'Deployment');
  const deployed = deployments.flatMap((each) => deployedVersion(each) ?? []);
  const resource = first.find(({ kind }) => kind === 'Gateway');

  test('has a deployment and a service for each version, of one name', () => {
    const names = (kind: string) =>
      first.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
    expect(names('Deployment')).toEqual(['shop-v1', 'shop-v2']);
    expect(names('Service')).toEqual(['shop-v1', 'shop-v2']);
    for (const { kind, spec } of first) {
      if (kind !== 'Service') continue;
      const { selector } = spec as { readonly selector: object };
      const selected = deployments.filter(({ metadata }) =>
        Object.entries(selector).every(([label, value]) => metadata.labels?.[label] === value),
      );
      expect(selected).toHaveLength(1);
    }
  });

  test('finds its versions, and goes from the first to the second', async () => {
    if (resource === undefined) throw new Error('there is no Gateway');
    const [older, ...newer] = deployed;
    if (older === undefined) throw new Error('there is no Deployment');
    // The second comes after the first.
    const ordered = [older, ...newer.map((each) => ({ ...each, createdAt: older.createdAt + 1 }))];
    const gateway = await checked(completeDocument(resource, ordered, null));
    if (gateway === undefined) throw new Error('it is no Gateway');
    expect([gateway.baseline, gateway.candidate]).toEqual(['v1', 'v2']);
    const play = new Play(gateway, null, Date.parse('2026-11-25T10:00:00Z'));
    play.run(60 * 60_000, scored('health', { v2: 1 }));
    expect([play.release.phase, play.weights()]).toEqual(['Promoted', 'v1 0%, v2 100%']);
  });
});

describe('gateways in the documentation', () => {
  test('there are some', () => {
    expect(shown.length).toBeGreaterThan(1);
  });

  test.each(shown)('%s: a gateway is correct', async (_, gateway) => {
    await checked(gateway);
  });
});
