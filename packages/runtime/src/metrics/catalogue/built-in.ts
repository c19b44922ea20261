import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceText } from '../../config/place.js';
import { packageRoot } from '../../files/package-root.js';

/** The catalogues that come with the package, in `catalogue/` beside its `package.json`. */
export const BUILT_IN = ['embedded', 'haproxy', 'istio', 'envoy', 'linkerd'] as const;

export type BuiltIn = (typeof BUILT_IN)[number];

export function isBuiltIn(name: string): name is BuiltIn {
  return BUILT_IN.some((known) => known === name);
}

/** The text of a built-in catalogue. `from` is any module of the package, as its source, compiled or bundled. */
export async function builtInText(name: BuiltIn, from: string = import.meta.url): Promise<SourceText> {
  const path = join(await packageRoot(fileURLToPath(from)), 'catalogue', `${name}.yaml`);
  return { file: `${name}.yaml`, text: await readFile(path, 'utf8') };
}
