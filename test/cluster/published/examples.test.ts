import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, test } from '@jest/globals';
import { manifestsOf, ROOT, type Manifest } from '../../deploy/manifests.js';
import { describeWithFolder } from '../../crds/crds.js';
import { cluster, makeNamespace, pathOf, succeeded } from '../cluster.js';
import { definitionsIn, install } from '../definitions.js';
import { discoveredKind } from '../discovered-kind.js';
import { request } from '../server/request.mjs';

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

  test.each(files)('%s', async (file) => {
    for (const manifest of manifestsOf(readFileSync(path.join(FOLDER, file), 'utf8')).map(moved)) {
      const kind = await discoveredKind(access, manifest.apiVersion, manifest.kind);
      const objects = pathOf(kind, manifest.metadata.namespace ?? null);
      // As `kubectl apply` makes what is not there.
      succeeded(
        await request(access, 'POST', `${objects}?dryRun=All&fieldValidation=Strict`, { body: manifest }),
      );
    }
  });
});
