import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './child.mjs';
import { pipArguments, pythonFolder } from './programs.mjs';

/**
 * Puts a Python package into its folder, which is there as a whole or not at all.
 * @param {string} root the project's
 * @param {import('./programs.mjs').PythonPackage} python
 * @returns {Promise<number>} pip's exit code
 */
export async function pipInstall(root, python) {
  const folder = pythonFolder(root, python);
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const content = join(unfinished, 'content');
    // The folder is ours alone, so that who runs pip does not matter.
    const env = { ...process.env, PIP_ROOT_USER_ACTION: 'ignore' };
    const code = await run('python3', pipArguments(python, content), { env });
    if (code !== 0) return code;
    rmSync(folder, { recursive: true, force: true });
    renameSync(content, folder);
    return 0;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}
