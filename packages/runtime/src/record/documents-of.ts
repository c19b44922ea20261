import type { LoadedConfiguration } from '../config/load-configuration.js';
import type { GatewayInFile } from '../config/gateways-in-files.js';
import type { Place } from '../config/place.js';
import { textAt } from '../config/yaml/tree.js';

/** The texts of the documents that describe a gateway: its own, then the policies that it refers to. */
export function documentsOf(
  { documents }: Pick<LoadedConfiguration, 'documents'>,
  inFile: GatewayInFile,
): string {
  const own = documents.find(
    ({ kind, source, tree }) =>
      kind === 'Gateway' &&
      source === inFile.source &&
      textAt(tree, ['metadata', 'name']) === inFile.document.metadata.name,
  );
  if (own === undefined) throw new RangeError('a gateway stands in a document');
  const places = [own.tree.place, ...new Set(inFile.policies.map(({ tree }) => tree.place))];
  return `${places.map(textOf).join('\n---\n')}\n`;
}

function textOf({ source, start, end }: Place): string {
  return source.text.slice(start, end).trimEnd();
}
