import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errorCode } from '../errors/error-code.js';

const PACKAGE = '@lamia/runtime';

/**
 * The nearest folder above that is this package's. Sources, compiled files and a bundle lie at different depths, and an
 * installed package lies under other packages' folders, so the name decides.
 */
export async function packageRoot(path: string): Promise<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if ((await packageName(join(folder, 'package.json'))) === PACKAGE) return folder;
    if (folder === dirname(folder)) throw new Error(`no folder above ${path} is the package ${PACKAGE}`);
  }
}

async function packageName(manifest: string): Promise<string | null> {
  let text: string;
  try {
    text = await readFile(manifest, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
  const content: unknown = JSON.parse(text);
  const hasName = typeof content === 'object' && content !== null && 'name' in content;
  return hasName && typeof content.name === 'string' ? content.name : null;
}
