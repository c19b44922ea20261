import type { GatewayInFile } from '../config/gateways-in-files.js';
import { loadConfiguration, type LoadedConfiguration } from '../config/load-configuration.js';
import type { Refusal } from '../release/control.js';
import { refusal, unusable } from './refusals.js';

/** The files of a runtime, as far as other documents have to do with them. */
export type Files = Pick<LoadedConfiguration, 'inFiles' | 'policies' | 'rawAcls'>;

/** What messages call a document that stands in no file. */
const DOCUMENT = 'document';

/** A gateway's document as JSON, read and checked as files are, together with the `others` that run beside it. */
export async function readDocument(
  document: unknown,
  files: Files,
  others: readonly GatewayInFile[],
): Promise<{ readonly ok: true; readonly inFile: GatewayInFile } | Refusal> {
  // JSON is YAML as well, so that one reader knows what may stand in a document and where in it something is wrong.
  const text = JSON.stringify(document ?? null, null, 2);
  const loaded = await loadConfiguration([{ file: DOCUMENT, text, named: true }], {
    // Whoever may use the API shall not learn by it which files there are.
    sealed: true,
    rawAcls: files.rawAcls,
    beside: { inFiles: others, policies: files.policies },
  });
  const wrong = unusable(loaded.findings);
  if (wrong !== null) return wrong;
  const [inFile] = loaded.inFiles;
  if (inFile === undefined) return refusal('invalid', 'the document is no `kind: Gateway`', loaded.findings);
  return { ok: true, inFile };
}
