import { describe, test } from '@jest/globals';
import { CustomResources } from './validate.js';

const VARIABLE = 'LAMIA_CRDS';

/**
 * A suite that needs the published definitions of custom resources, which are not part of this project: a folder of them that
 * the environment names. Without one the suite is skipped, except in CI (`CI=true`), where nothing may be.
 */
export function describeWithFolder(name: string, suite: (folder: string) => void): void {
  const folder = process.env[VARIABLE] ?? '';
  if (folder !== '') {
    describe(name, () => suite(folder));
    return;
  }
  const missing = `${VARIABLE} names no folder of custom resource definitions`;
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

/** The same, for objects that are checked without an API server. */
export function describeWithCrds(name: string, suite: (resources: () => CustomResources) => void): void {
  describeWithFolder(name, (folder) => {
    let resources: CustomResources | undefined;
    suite(() => (resources ??= new CustomResources(folder)));
  });
}
