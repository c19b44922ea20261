import { describe, test } from '@jest/globals';
import { findBinary } from '../components/binaries.js';

const HELM = 'go install helm.sh/helm/v3/cmd/helm@v3.18.6';

/** A program and the words with which it builds the kustomization of a folder that comes after them. */
export type Kustomize = readonly [program: string, ...words: string[]];

/**
 * A suite that renders the chart and builds kustomizations. Nothing installs the programs for it by itself: where one is missing the
 * suite is skipped and its title says how it is got; in CI (`CI=true`) nothing may be skipped.
 */
export function describeWithHelm(name: string, suite: (helm: string, kustomize: Kustomize) => void): void {
  const helm = findBinary('helm');
  const kustomize = findKustomize();
  if (helm !== null && kustomize !== null) {
    describe(name, () => suite(helm, kustomize));
    return;
  }
  const missing = helm === null ? `helm is not on PATH: ${HELM}` : 'neither kustomize nor kubectl is on PATH';
  if (process.env['CI'] === 'true') {
    test(name, () => {
      throw new Error(missing);
    });
    return;
  }
  describe.skip(`${name} (${missing})`, () => {
    test(missing, () => undefined);
  });
}

function findKustomize(): Kustomize | null {
  const kustomize = findBinary('kustomize');
  if (kustomize !== null) return [kustomize, 'build'];
  const kubectl = findBinary('kubectl');
  return kubectl === null ? null : [kubectl, 'kustomize'];
}
