import type { GatewayInFile } from '../config/gateways-in-files.js';
import type { StoredDocument } from '../store/store.js';
import { readDocument, type Files } from './read-document.js';
import type { Registered } from './registry.js';
import { revisionOf } from './revision.js';
import { StandaloneError } from './standalone-error.js';

/**
 * A gateway as its description has it.
 * @param described who put it through the API; null for one of a file
 */
export function registeredOf(inFile: GatewayInFile, described: Registered['described']): Registered {
  const { gateway, document } = inFile;
  const origin = described === null ? 'file' : 'api';
  return { inFile, gateway, origin, described, revision: revisionOf(document) };
}

/**
 * The gateways that were made through the API, checked together with those of the files as they are now. One whose name a file
 * gives to a gateway of its own is the file's for as long as that is so.
 * @throws StandaloneError for one that cannot be used any more
 */
export async function registerStored(
  stored: readonly StoredDocument[],
  files: Files,
): Promise<readonly Registered[]> {
  const { inFiles } = files;
  const named = new Set(inFiles.map(({ gateway }) => gateway.name));
  const registered: Registered[] = [];
  for (const { gateway, document, by, at } of stored) {
    if (named.has(gateway)) continue;
    const beside = [...inFiles, ...registered.map(({ inFile }) => inFile)];
    const read = await readDocument(document, files, beside);
    if (!read.ok) {
      throw new StandaloneError(
        `the gateway \`${gateway}\`, which ${by} put through the API, cannot be used any more: ${read.message}; ` +
          'mend what it gets in the way of, or describe it in a file, which then counts',
      );
    }
    registered.push(registeredOf(read.inFile, { by, at }));
  }
  return registered;
}
