import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '../catalogue/catalogue.js';
import { loadCatalogue } from '../catalogue/load.js';
import type { LoadedCatalogue } from '../catalogue/load.js';

/** Loads a catalogue from the text of its file, which is called `own.yaml`. */
export async function loadText(text: string): Promise<LoadedCatalogue> {
  const folder = await mkdtemp(join(tmpdir(), 'lamia-catalogue-'));
  try {
    await writeFile(join(folder, 'own.yaml'), text);
    return await loadCatalogue('own.yaml', folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The catalogue of a built-in name or of a file's text; throws with its findings where it is not sound. */
export async function catalogueOf(nameOrText: string): Promise<Catalogue> {
  const loaded = nameOrText.includes('\n') ? await loadText(nameOrText) : await loadCatalogue(nameOrText);
  if (!loaded.ok) throw new Error(loaded.findings.map(({ message }) => message).join('\n'));
  return loaded.catalogue;
}
