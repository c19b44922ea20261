import type { Catalogue } from '@lamia/runtime/engine';
import { use, useMemo } from 'react';
import { readCatalogue } from '../catalogue/load-catalogue.js';
import { CATALOGUES } from '../catalogue/names.js';
import type { TextFinding, TextReader } from '../editor/text-editor.js';
import { documentReader } from './document-reader.js';

/** All of them: whoever writes may name another one. They are loaded once, with the editor. */
const LOADED: Promise<ReadonlyMap<string, Catalogue>> = Promise.all(
  CATALOGUES.map(async (name) => [name, await readCatalogue(name)] as const),
).then((entries) => new Map(entries));

/** How the editor reads a document; waits for what it needs as the editor itself is waited for. */
export function useDocumentReader(checked: readonly TextFinding[] | null): TextReader {
  const catalogues = use(LOADED);
  return useMemo(() => documentReader(catalogues, checked), [catalogues, checked]);
}
