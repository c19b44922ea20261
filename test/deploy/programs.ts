import { describe, test } from '@jest/globals';
import { findBinary } from '../components/binaries.js';

const HELM = 'go install helm.sh/helm/v3/cmd/helm@v3.18.6';

/**
 * A suite that renders the chart. Nothing installs Helm by itself: where there is none the suite is skipped and its title says how it is
 * got; in CI (`CI=true`) nothing may be skipped.
 */
export function describeWithHelm(name: string, suite: (helm: string) => void): void {
  const helm = findBinary('helm');
  if (helm !== null) {
    describe(name, () => suite(helm));
    return;
  }
  const missing = `helm is not on PATH: ${HELM}`;
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
