import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect } from '@jest/globals';
import { manifestsOf, ROOT, type Manifest } from '../../deploy/manifests.js';
import { describeWithFolder } from '../../crds/crds.js';
import { cluster, makeNamespace, testSince } from '../cluster.js';
import { applyManifests } from '../controller-account.js';
import { definitionsIn, install } from '../definitions.js';

/** What users copy is taken by a real API server, with every field known to it. */
const { access } = cluster();
const FOLDER = path.join(ROOT, 'examples/kubernetes');
const files = [
  'platform.yaml',
  ...readdirSync(path.join(FOLDER, 'first-release')).map((name) => `first-release/${name}`),
];

describeWithFolder('examples for clusters', (folder) => {
  let namespace: string;
  beforeAll(async () => {
    const own = path.join(ROOT, 'deploy/crds');
    await install(access, [...definitionsIn(folder), ...definitionsIn(own)]);
    namespace = await makeNamespace(access, 'examples');
  });

  /** In a namespace that is there. */
  const moved = (manifest: Manifest): Manifest =>
    manifest.metadata.namespace === undefined
      ? manifest
      : { ...manifest, metadata: { ...manifest.metadata, namespace } };

  for (const file of files) {
    // 1.20 applies no port of a service without its protocol.
    testSince(21, file, async () => {
      const manifests = manifestsOf(readFileSync(path.join(FOLDER, file), 'utf8')).map(moved);
      const applied = await applyManifests(access, manifests, 'dryRun=All&fieldValidation=Strict');
      expect(applied).toHaveLength(manifests.length);
    });
  }
});
