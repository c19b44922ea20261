import { readDocuments } from './documents.js';
import type { ConfigurationDocument, ConfigurationSource } from './documents.js';
import type { Findings } from './finding.js';
import { readGateways } from './gateways-in-files.js';
import type { GatewaysInFiles, ResolvePath } from './gateways-in-files.js';
import type { NamedPolicy } from './policies/named-policy.js';
import { readRuntime } from './runtime/read-runtime.js';
import type { RuntimeInFile } from './runtime/read-runtime.js';

/** What some files hold together. */
export interface Configuration extends GatewaysInFiles {
  readonly documents: readonly ConfigurationDocument[];
  readonly runtimes: readonly RuntimeInFile[];
}

/**
 * Reads the gateways and policies of all files together; what is wrong with them is among the findings.
 * @param known policies that were read before, to be referred to
 */
export function readConfiguration(
  sources: readonly ConfigurationSource[],
  resolvePath: ResolvePath,
  findings: Findings,
  rawAcls: boolean,
  known: readonly NamedPolicy[] = [],
): Configuration {
  const documents = sources.flatMap((source) => readDocuments(source, findings));
  const gateways = readGateways(documents, resolvePath, findings, rawAcls, known);
  const runtimes = documents
    .filter(({ kind }) => kind === 'Runtime')
    .flatMap((document) => readRuntime(document, resolvePath, findings) ?? []);
  return { documents, ...gateways, runtimes };
}
