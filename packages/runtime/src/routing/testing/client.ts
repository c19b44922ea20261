import { Agent, request, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import type { Address } from '../../config/gateway.js';
import { errorCode } from '../../errors/error-code.js';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One whole exchange over a connection of its own, unless the options bring an agent. */
export function fetchText(address: Address, options: RequestOptions = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: address.host, port: address.port, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends `total` requests over a few kept connections and counts the replies by `status body`, failures by their code. */
export async function countReplies(
  address: Address,
  total: number,
): Promise<Readonly<Record<string, number>>> {
  let left = total;
  return load(address, () => left-- > 0);
}

/** The same for as long as `more` says so. */
export async function load(address: Address, more: () => boolean): Promise<Readonly<Record<string, number>>> {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const counts = new Map<string, number>();
  const one = async (): Promise<string> => {
    try {
      const { status, body } = await fetchText(address, { agent });
      return `${status} ${body}`;
    } catch (error) {
      return errorCode(error) ?? String(error);
    }
  };
  const client = async (): Promise<void> => {
    while (more()) {
      const outcome = await one();
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all([client(), client(), client(), client()]);
  agent.destroy();
  return Object.fromEntries(counts);
}
