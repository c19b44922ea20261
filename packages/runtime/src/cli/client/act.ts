import type { Asked } from '../../client/api-client.js';
import type { Operations } from '../../client/api-types.js';
import { EXIT } from '../exit.js';
import type { CommandIo } from '../io.js';
import { answered, asking, PATIENT, type ClientFlags } from './connection.js';
import { statusText } from './status-text.js';

/** The operations by which somebody acts on a release. */
export type ActId = {
  [Id in keyof Operations]: Operations[Id] extends { readonly answer: Operations['pauseGateway']['answer'] }
    ? Operations[Id]['body'] extends null
      ? never
      : Id
    : never;
}[keyof Operations];

/** Acts on a gateway's release and shows how it stands then. */
export async function runAct<Of extends ActId>(
  id: Of,
  name: string,
  body: Operations[Of]['body'],
  flags: ClientFlags,
  { stdout }: CommandIo,
): Promise<number> {
  const asked = { path: { name }, query: namespaceOf(flags), body } as Asked<Of>; // acts differ by their bodies only
  const status = await asking(flags, async (client) => answered(await client.call(id, asked, PATIENT)));
  stdout.write(flags.json === true ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
  return EXIT.done;
}

export function namespaceOf({ namespace }: ClientFlags): { readonly namespace?: string } {
  return namespace === undefined ? {} : { namespace };
}
