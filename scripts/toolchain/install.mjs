import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './child.mjs';
import { fingerprint, recordedFingerprint } from './fingerprint.mjs';

/** @param {string} root */
const recordOf = (root) => join(root, 'node_modules', '.lamia-lockfile');
/** @param {string} root */
const lockfileOf = (root) => fingerprint(root, [join(root, 'package-lock.json')]);

/**
 * True when node_modules was installed from the lockfile as it is now.
 * @param {string} root
 */
export function isInstalled(root) {
  return recordedFingerprint(recordOf(root)) === lockfileOf(root);
}

/**
 * Remembers that node_modules now holds what the lockfile says. The record lives in node_modules, so it goes when that goes.
 * @param {string} root
 */
export function recordInstallation(root) {
  writeFileSync(recordOf(root), `${lockfileOf(root)}\n`);
}

/**
 * Installs the locked dependencies unless they are there already. Development dependencies are asked for by name: with
 * NODE_ENV=production npm would leave out the compiler and the tests.
 * @param {string} root
 * @returns {Promise<number>} npm's exit code, 0 when there was nothing to do
 */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return 0;
  console.error('installing dependencies (npm ci)');
  const code = await npm(['ci', '--include=dev', '--no-audit', '--no-fund'], { cwd: root });
  if (code === 0) recordInstallation(root);
  return code;
}
