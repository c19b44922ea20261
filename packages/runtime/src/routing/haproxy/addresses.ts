import type { Milliseconds } from '../../config/duration.js';
import type { Address } from '../../config/gateway.js';
import { hostPort } from '../host-port.js';
import { listenFailure } from '../listen-failure.js';
import { tryListening } from './free-port.js';
import { EXPORTER_FRONTEND, secureName, type Sites } from './layout.js';
import { until } from './until.js';

/** A process that was killed a moment ago may hold its addresses a little longer. */
const PATIENCE: Milliseconds = 500;

/** An address that HAProxy listens on, and what for. */
interface Bind {
  readonly frontend: string;
  /** For people. */
  readonly whose: string;
  readonly address: Address;
}

/**
 * The ports, by frontend, of the layout that was served last, where this one asks for any: kept, so that clients need not
 * be told another.
 */
export function keptPorts(asked: Sites, last: Sites | null): ReadonlyMap<string, number> {
  const before = last === null ? [] : bindsOf(last);
  const kept = bindsOf(asked).flatMap(({ frontend, address }) => {
    const same = before.find((bind) => bind.frontend === frontend && bind.address.host === address.host);
    return address.port === 0 && same !== undefined ? [[frontend, same.address.port] as const] : [];
  });
  return new Map(kept);
}

/**
 * Finds a port, by frontend, wherever the layout asks for any: HAProxy cannot be asked for that.
 *
 * @param kept what to take if possible
 * @param held true while HAProxy itself listens on those
 * @throws TargetError when there is no such address
 */
export async function freePorts(
  asked: Sites,
  kept: ReadonlyMap<string, number>,
  held: boolean,
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const { frontend, whose, address } of bindsOf(asked)) {
    if (address.port !== 0) continue;
    const port = kept.get(frontend);
    const keep = port !== undefined && (held || (await isFree({ ...address, port })));
    found.set(frontend, keep ? port : await listen(whose, address));
  }
  return found;
}

/**
 * Refuses a layout with an address that somebody else listens on: HAProxy itself would only say so of a line of its
 * configuration, and on a reload not even that.
 *
 * @param held what HAProxy listens on itself already
 * @throws TargetError naming the gateway and the address
 */
export async function refuseTakenAddresses(
  layout: Sites,
  held: Sites | null,
  signal: AbortSignal,
): Promise<void> {
  const own = new Set(held === null ? [] : bindsOf(held).map(({ address }) => hostPort(address)));
  for (const { whose, address } of bindsOf(layout)) {
    if (own.has(hostPort(address))) continue;
    const free = async (): Promise<true | null> => ((await isFree(address)) ? true : null);
    if ((await until(free, PATIENCE, signal)) === null) await listen(whose, address);
  }
}

/** Listens there for a moment, to know the port or what is in the way. @throws TargetError */
async function listen(whose: string, address: Address): Promise<number> {
  return tryListening(address).catch((error: unknown) => {
    throw listenFailure(whose, address, error);
  });
}

function bindsOf(layout: Sites): readonly Bind[] {
  const gateways = layout.sites.flatMap(({ gateway, frontend, bind, secureBind }) => {
    const whose = `gateway \`${gateway}\``;
    const own = { frontend, whose, address: bind };
    return secureBind === null ? [own] : [own, { frontend: secureName(gateway), whose, address: secureBind }];
  });
  const { exporter } = layout;
  if (exporter === null) return gateways;
  return [...gateways, { frontend: EXPORTER_FRONTEND, whose: "haproxy's exporter", address: exporter }];
}

async function isFree(address: Address): Promise<boolean> {
  return tryListening(address).then(
    () => true,
    () => false,
  );
}
