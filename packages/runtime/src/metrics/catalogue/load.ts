import { suggest } from '@lamia/lang';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { Findings, isUsable } from '../../config/finding.js';
import type { Finding } from '../../config/finding.js';
import { placeIn } from '../../config/place.js';
import type { SourceText } from '../../config/place.js';
import { YAML_BUDGETS } from '../../config/yaml/budgets.js';
import { errorCode } from '../../errors/error-code.js';
import { readFailureText } from '../../errors/read-failure.js';
import { BUILT_IN, builtInText, isBuiltIn, type BuiltIn } from './built-in.js';
import type { Catalogue } from './catalogue.js';
import type { CatalogueFile } from './declaration.js';
import { readCatalogueFile } from './read-file.js';
import { layOver, resolveCatalogue } from './resolve.js';

export type LoadedCatalogue =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly findings: readonly Finding[] };

const FILE_NAME = /[/\\]|\.(?:ya?ml|json)$/;

/**
 * Loads a built-in catalogue by its name, or a catalogue file by its path. With `folder` (that of the gateway's file) the
 * path is relative to it and must stay inside; without, it is the user's own, relative to the working directory.
 */
export async function loadCatalogue(
  nameOrFile: string,
  folder: string | null = null,
): Promise<LoadedCatalogue> {
  if (!isBuiltIn(nameOrFile)) return await loaded(nameOrFile, folder);
  const known = builtIn.get(nameOrFile) ?? (await loaded(nameOrFile, null));
  builtIn.set(nameOrFile, known);
  return known;
}

/** Those that come with the package stay as they are while it runs, and writing their families out is much work. */
const builtIn = new Map<BuiltIn, LoadedCatalogue>();

async function loaded(nameOrFile: string, folder: string | null): Promise<LoadedCatalogue> {
  const findings = new Findings();
  const catalogue = await load(nameOrFile, folder, findings);
  return catalogue === null || !isUsable(findings.list)
    ? { ok: false, findings: distinct(findings.list) }
    : { ok: true, catalogue };
}

async function load(
  nameOrFile: string,
  folder: string | null,
  findings: Findings,
): Promise<Catalogue | null> {
  const source = await sourceOf(nameOrFile, folder);
  if (typeof source === 'string') {
    findings.error(placeIn({ file: nameOrFile, text: '' }, 0, 0), 'unknown-catalogue', source);
    return null;
  }
  const file = readCatalogueFile(source, findings);
  if (file === null) return null;
  const whole = await withBase(file, findings);
  if (whole === null || !isUsable(findings.list)) return null;
  return resolveCatalogue(nameOrFile, whole, placeIn(source, 0, 0), findings);
}

async function withBase(file: CatalogueFile, findings: Findings): Promise<CatalogueFile | null> {
  if (file.base === null) return file;
  const { name, place } = file.base;
  if (!isBuiltIn(name)) {
    findings.error(
      place,
      'unknown-catalogue',
      `\`extends\` names a built-in catalogue: ${unknownName(name)}`,
    );
    return null;
  }
  const base = readCatalogueFile(await builtInText(name), findings);
  return base === null ? null : layOver(base, file);
}

/** The text to read, or in one sentence why there is none. */
async function sourceOf(nameOrFile: string, folder: string | null): Promise<SourceText | string> {
  if (isBuiltIn(nameOrFile)) return await builtInText(nameOrFile);
  if (!FILE_NAME.test(nameOrFile)) return unknownName(nameOrFile);
  const outside = `the catalogue file \`${nameOrFile}\` is outside the folder of the gateway's file; put it there and name it by a relative path`;
  const named = resolve(folder ?? '.', nameOrFile);
  // Before anything is looked up: what lies elsewhere is not even told to exist.
  if (folder !== null && (isAbsolute(nameOrFile) || !isInside(resolve(folder), named))) return outside;
  try {
    const path = await realpath(named);
    if (folder !== null && !isInside(await realpath(folder), path)) return outside;
    return { file: nameOrFile, text: await readBounded(path) };
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return `the catalogue file \`${nameOrFile}\` cannot be read: ${readFailureText(code)}`;
  }
}

/** At most one byte more than is allowed, so that the YAML reader refuses what is too long without its being read whole. */
async function readBounded(path: string): Promise<string> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(YAML_BUDGETS.bytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === buffer.length) return buffer.toString('utf8', 0, length);
    }
  } finally {
    await handle.close();
  }
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function unknownName(name: string): string {
  const near = suggest(name, BUILT_IN);
  const hint =
    near === null
      ? `expected ${BUILT_IN.join(', ')}, or the path of a .yaml file`
      : `did you mean \`${near}\``;
  return `there is no catalogue \`${name}\`; ${hint}`;
}

/** One mistake in a family of metrics is found in each of them; it is told once. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ source, start, end, code }) => {
    const key = JSON.stringify([source.file, start, end, code]);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
