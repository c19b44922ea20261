import type { Milliseconds } from '../../config/duration.js';
import type { Address, Gateway } from '../../config/gateway.js';
import { listenFailure } from '../listen-failure.js';
import { Listener } from './listener.js';
import type { ReverseProxy } from './reverse-proxy.js';
import type { ServedGateway } from './served-gateway.js';

/** An address that accepts requests, and the gateway that they are for at the moment. */
export interface Door {
  readonly address: Address;
  served: ServedGateway;
  /** Waits for exchanges under way at most `grace`. */
  close(grace: Milliseconds): Promise<void>;
}

/** Tells doors apart: by address, or by gateway where any free port will do. */
export function doorKey(gateway: Gateway): string {
  const { name, listen } = gateway;
  return listen === null || listen.port === 0 ? `any for ${name}` : `${listen.host} ${listen.port}`;
}

/** @throws TargetError naming the address and what to do */
export async function openDoor(served: ServedGateway, proxy: ReverseProxy): Promise<Door> {
  const { name, listen } = served.gateway;
  const wanted = listen ?? { host: '127.0.0.1', port: 0 };
  const listener = new Listener();
  const bound = await listener.listen(wanted).catch((error: unknown) => {
    throw listenFailure(`gateway \`${name}\``, wanted, error);
  });
  const door: Door = { address: bound, served, close: (grace) => listener.close(grace) };
  listener.server.on('request', (request, response) => proxy.web(request, response, door.served));
  listener.server.on('upgrade', (request, _socket, head) => proxy.upgrade(request, head, door.served));
  return door;
}
