import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceText } from '../../config/place.js';
import { errorCode } from '../../errors/error-code.js';

/** The catalogues that come with the package, in `catalogue/` beside its `package.json`. */
export const BUILT_IN = ['embedded', 'haproxy', 'istio', 'envoy', 'linkerd'] as const;

export type BuiltIn = (typeof BUILT_IN)[number];

const PACKAGE = '@lamia/runtime';

export function isBuiltIn(name: string): name is BuiltIn {
  return BUILT_IN.some((known) => known === name);
}

/** The text of a built-in catalogue. `from` is any module of the package, as its source, compiled or bundled. */
export async function builtInText(name: BuiltIn, from: string = import.meta.url): Promise<SourceText> {
  const path = join(await packageRoot(fileURLToPath(from)), 'catalogue', `${name}.yaml`);
  return { file: `${name}.yaml`, text: await readFile(path, 'utf8') };
}

/**
 * The nearest folder above that is this package's. Sources, compiled files and a bundle lie at different depths, and an
 * installed package lies under other packages' folders, so the name decides.
 */
async function packageRoot(path: string): Promise<string> {
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
