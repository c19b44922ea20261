import { Agent, type AgentOptions, type ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Reach } from '../../discovery/reach.js';
import { connectVetted } from '../../discovery/vetted-connection.js';

/** Connections to upstreams, none of them to an address that may not be reached at that moment. */
export class VettedAgent extends Agent {
  readonly #reach: Reach;

  constructor(reach: Reach, options: AgentOptions) {
    super(options);
    this.#reach = reach;
  }

  override createConnection({ host, port, timeout }: ClientRequestArgs): Duplex {
    const address = { host: host ?? 'localhost', port: Number(port) };
    return connectVetted(address, this.#reach.rule(), { ...(timeout !== undefined && { timeout }) });
  }
}
