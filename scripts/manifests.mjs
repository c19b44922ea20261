/** `npm run manifests`: writes what deploy/kustomize has of the Helm chart, which is where the objects are written down. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifests } from './generate/manifests.mjs';
import { findProgram } from './toolchain/programs.mjs';
import { root } from './toolchain/root.mjs';

const helm = findProgram('helm', process.env['PATH'] ?? '');
if (helm === null) {
  console.error('`helm` is not on PATH: the manifests are rendered from the chart in deploy/helm/lamia');
  process.exitCode = 1;
} else {
  for (const [file, text] of manifests(helm)) {
    writeFileSync(join(root, file), text);
    console.log(file);
  }
}
