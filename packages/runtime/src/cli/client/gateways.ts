import type { ApiClient } from '../../client/api-client.js';
import type { Schemas } from '../../client/api-types.js';
import { EXIT } from '../exit.js';
import type { CommandIo } from '../io.js';
import { namespaceOf } from './act.js';
import { answered, asking, PATIENT, type ClientFlags } from './connection.js';
import { statusTable, statusText } from './status-text.js';

export interface GetFlags extends ClientFlags {
  readonly document?: boolean;
}

/** `lamia get`: how a gateway stands, or its document. */
export async function runGet(name: string, flags: GetFlags, { stdout }: CommandIo): Promise<number> {
  const asked = { path: { name }, query: namespaceOf(flags) };
  await asking(flags, async (client) => {
    if (flags.document === true) {
      // JSON is YAML too: what is printed can be written to a file and applied again.
      const document = answered(await client.call('getGateway', asked, PATIENT));
      stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      return;
    }
    const status = answered(await client.call('getGatewayStatus', asked, PATIENT));
    stdout.write(
      flags.json === true ? `${JSON.stringify(status, null, 2)}\n` : statusText(status, status.values),
    );
  });
  return EXIT.done;
}

/** `lamia list`: all gateways. */
export async function runList(flags: ClientFlags, { stdout }: CommandIo): Promise<number> {
  const gateways = await asking(flags, (client) => allGateways(client, flags));
  stdout.write(flags.json === true ? `${JSON.stringify({ gateways }, null, 2)}\n` : statusTable(gateways));
  return EXIT.done;
}

/** `lamia delete`: the gateway is served no more. */
export async function runDelete(name: string, flags: ClientFlags, { stdout }: CommandIo): Promise<number> {
  const asked = { path: { name }, query: namespaceOf(flags), headers: { 'If-Match': '*' } };
  await asking(flags, async (client) => answered(await client.call('deleteGateway', asked, PATIENT)));
  stdout.write(flags.json === true ? `${JSON.stringify({ deleted: name }, null, 2)}\n` : `${name} deleted\n`);
  return EXIT.done;
}

/** Page by page. */
async function allGateways(
  client: ApiClient,
  flags: ClientFlags,
): Promise<readonly Schemas['GatewayStatus'][]> {
  const gateways: Schemas['GatewayStatus'][] = [];
  let after: string | null = null;
  do {
    const query = { ...namespaceOf(flags), ...(after !== null && { after }) };
    const page: Schemas['GatewayList'] = answered(
      await client.call('listGateways', { path: {}, query }, PATIENT),
    );
    gateways.push(...page.gateways);
    after = page.next;
  } while (after !== null);
  return gateways;
}
