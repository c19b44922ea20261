import { describe, test } from '@jest/globals';
import { findBinary as find } from '../../packages/runtime/src/routing/haproxy/find-binary.js';
import { locateProgram, pipArguments, PROGRAMS, pythonFolder } from '../../scripts/toolchain/programs.mjs';
import { root } from '../../scripts/toolchain/root.mjs';

/**
 * The absolute path of a program on PATH, in the system's folders or where `npm test` puts what no system brings; null when this
 * machine has none.
 */
export function findBinary(name: string): string | null {
  const path = process.env['PATH'] ?? '';
  const program = PROGRAMS.find((each) => each.name === name);
  return find(name, path) ?? (program === undefined ? null : locateProgram(program, path, root));
}

/** The command that installs a program. */
function installation(name: string): string {
  const { from } = PROGRAMS.find((each) => each.name === name) ?? {};
  if (from === undefined || 'system' in from)
    return `apt-get install -y --no-install-recommends ${from?.system.apt ?? name}`;
  return `python3 ${pipArguments(from.python, pythonFolder(root, from.python)).join(' ')}`;
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
  const missing = `${binary} is not installed: ${installation(binary)}`;
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
