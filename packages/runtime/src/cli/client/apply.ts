import type { ApiClient } from '../../client/api-client.js';
import type { Schemas } from '../../client/api-types.js';
import { isUsable } from '../../config/finding.js';
import { loadConfiguration } from '../../config/load-configuration.js';
import { EXIT, inputError } from '../exit.js';
import { showFindings } from '../findings.js';
import type { CommandIo } from '../io.js';
import { kindOf, readSources } from '../source-files.js';
import { answered, asking, PATIENT, type ClientFlags } from './connection.js';

type Applied = 'added' | 'replaced' | 'unchanged';

/** `lamia apply`: the gateways of files and folders become those of the runtime, once nothing is wrong with any of them. */
export async function runApply(paths: readonly string[], flags: ClientFlags, io: CommandIo): Promise<number> {
  const documents = await documentsOf(paths, io);
  const applied = await asking(flags, async (client) => {
    const results: { readonly gateway: string; readonly result: Applied }[] = [];
    for (const document of documents) {
      const result = await apply(client, document);
      results.push({ gateway: document.metadata.name, result });
      if (flags.json !== true) io.stdout.write(`${document.metadata.name} ${result}\n`);
    }
    return results;
  });
  if (flags.json === true) io.stdout.write(`${JSON.stringify({ applied }, null, 2)}\n`);
  return EXIT.done;
}

/** Replaces only what was seen: somebody else's change in between is not undone. */
async function apply(client: ApiClient, document: Schemas['Gateway']): Promise<Applied> {
  const { name, namespace = 'default' } = document.metadata;
  const where = { path: { name }, query: { namespace } };
  const standing = await client.call('getGatewayStatus', where, PATIENT);
  const isNew = standing.kind === 'refused' && standing.problem.status === 404;
  if (isNew) {
    const headers = { 'If-None-Match': '*' };
    answered(await client.call('putGateway', { ...where, body: document, headers }, PATIENT));
    return 'added';
  }
  const before = answered(standing);
  const headers = { 'If-Match': `"${before.revision}"` };
  answered(await client.call('putGateway', { ...where, body: document, headers }, PATIENT));
  const after = answered(await client.call('getGatewayStatus', where, PATIENT));
  return after.revision === before.revision ? 'unchanged' : 'replaced';
}

/** With their named policies in them. */
async function documentsOf(paths: readonly string[], io: CommandIo): Promise<readonly Schemas['Gateway'][]> {
  const sources = (await readSources(paths, io)).filter((source) => kindOf(source) === 'configuration');
  const { inFiles, findings } = await loadConfiguration(sources);
  const told = findings.filter(({ severity }) => severity !== 'info');
  if (!isUsable(findings)) throw inputError('nothing was applied: the errors must be mended first', told);
  showFindings(told, io);
  if (inFiles.length === 0) throw inputError('there is no `kind: Gateway` to apply');
  return inFiles.map(({ document }) => document as Schemas['Gateway']); // the schema that the description is made of
}
