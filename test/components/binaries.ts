import { describe, test } from '@jest/globals';
import { findBinary as find } from '../../packages/runtime/src/routing/haproxy/find-binary.js';

/** The absolute path of a program on PATH or in the system's folders; null when this machine has none. */
export function findBinary(name: string): string | null {
  return find(name, process.env['PATH'] ?? '');
}

/**
 * A suite that needs a real program. Where it is not installed the suite is skipped and its title says how to install it;
 * in CI (`CI=true`) nothing may be skipped and the suite fails instead.
 */
export function describeWith(binary: string, name: string, suite: (path: string) => void): void {
  const path = findBinary(binary);
  if (path !== null) {
    describe(name, () => suite(path));
    return;
  }
  const missing = `${binary} is not installed: apt-get install -y --no-install-recommends ${binary}`;
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
