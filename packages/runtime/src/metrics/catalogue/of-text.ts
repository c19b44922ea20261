import { Findings, isUsable } from '../../config/finding.js';
import { placeIn } from '../../config/place.js';
import type { Catalogue } from './catalogue.js';
import { readCatalogueFile } from './read-file.js';
import { resolveCatalogue } from './resolve.js';

/**
 * The catalogue that the text of a built-in one describes, for whoever cannot read this package's files.
 * @throws RangeError for a text that is no catalogue, or that builds on another one
 */
export function catalogueOfText(name: string, text: string): Catalogue {
  const source = { file: `${name}.yaml`, text };
  const findings = new Findings();
  const file = readCatalogueFile(source, findings);
  const catalogue =
    file?.base === null ? resolveCatalogue(name, file, placeIn(source, 0, 0), findings) : null;
  if (catalogue !== null && isUsable(findings.list)) return catalogue;
  const [first] = findings.list;
  throw new RangeError(`${source.file}: ${first?.message ?? 'it builds on another catalogue'}`);
}
