import { hostPort } from '../../routing/host-port.js';
import { meet } from '../canonical/address.js';
import type { Report } from '../canonical/report.js';
import type { Address, Gateway } from '../gateway.js';
import type { Path } from '../yaml/tree.js';

/** A gateway and what is said of its document. */
export interface ReportedGateway {
  readonly gateway: Gateway;
  readonly report: Report;
}

/** What keeps one runtime from serving all these gateways at once. */
export function checkConflicts(gateways: readonly ReportedGateway[]): void {
  checkUnique(
    gateways,
    ['metadata', 'name'],
    ({ name }) => name,
    ({ name }) => `two gateways are named \`${name}\`; give each its own name`,
  );
  // A file that is given twice is one mistake, not three.
  const distinct = [...new Map(gateways.map((reported) => [reported.gateway.name, reported])).values()];
  // Metrics tell versions apart by application and label only: shared, one gateway's errors would judge the other's.
  checkUnique(
    distinct,
    ['spec', 'application'],
    ({ application }) => application,
    (later, earlier) =>
      `the gateways \`${earlier.name}\` and \`${later.name}\` serve one application \`${later.application}\`; give each its own`,
  );
  checkHaproxy(distinct);
  const listeners = new Listeners(distinct);
  listeners.checkDuplicates();
  for (const reported of distinct) listeners.checkLoops(reported);
}

type Words = (later: Gateway, earlier: Gateway) => string;

/** No two gateways may have one value at `path`. */
function checkUnique(
  gateways: readonly ReportedGateway[],
  path: Path,
  value: (gateway: Gateway) => string,
  words: Words,
): void {
  const first = new Map<string, ReportedGateway>();
  for (const later of gateways) {
    const earlier = first.get(value(later.gateway));
    if (earlier === undefined) first.set(value(later.gateway), later);
    else refuse(later, earlier, path, 'duplicate-name', words(later.gateway, earlier.gateway));
  }
}

/** One runtime has one HAProxy, so its gateways must describe the same. */
function checkHaproxy(gateways: readonly ReportedGateway[]): void {
  const served = gateways.filter(({ gateway }) => gateway.target.kind === 'haproxy');
  const [first, ...others] = served;
  if (first === undefined) return;
  for (const later of others) {
    for (const key of ['directory', 'exporter'] as const) {
      if (haproxySetting(first.gateway, key) === haproxySetting(later.gateway, key)) continue;
      const message = `the gateways \`${first.gateway.name}\` and \`${later.gateway.name}\` share one HAProxy, so their \`${key}\` must be the same`;
      refuse(later, first, ['spec', 'target', key], 'conflicting-keys', message);
    }
  }
}

function haproxySetting({ target }: Gateway, key: 'directory' | 'exporter'): string | null {
  return target.kind === 'haproxy' ? JSON.stringify(target[key]) : null;
}

/** An address that the data planes of this runtime listen on. */
interface Listener {
  readonly reported: ReportedGateway;
  readonly address: Address;
  readonly path: Path;
  /** For people: `where the gateway `shop` listens`. */
  readonly what: string;
}

function listenersOf(reported: ReportedGateway): readonly Listener[] {
  const { name, listen, traffic } = reported.gateway;
  const what = `where the gateway \`${name}\` listens`;
  const secure = traffic.tls?.listen ?? null;
  return [
    ...(listen === null ? [] : [{ reported, address: listen, path: ['spec', 'listen'], what }]),
    ...(secure === null ? [] : [{ reported, address: secure, path: ['spec', 'tls', 'listen'], what }]),
  ];
}

/** The exporter is HAProxy's, which the gateways share. */
function exporterOf(gateways: readonly ReportedGateway[]): readonly Listener[] {
  for (const reported of gateways) {
    const { target } = reported.gateway;
    if (target.kind !== 'haproxy' || target.exporter === null) continue;
    const path = ['spec', 'target', 'exporter'];
    return [{ reported, address: target.exporter, path, what: 'where HAProxy shows its own metrics' }];
  }
  return [];
}

/** Where this runtime listens, by port: thousands of gateways are not compared pair by pair. */
class Listeners {
  readonly #byPort = new Map<number, Listener[]>();

  constructor(gateways: readonly ReportedGateway[]) {
    for (const listener of [...gateways.flatMap(listenersOf), ...exporterOf(gateways)]) {
      const { port } = listener.address;
      // Port 0 takes a free one, which no other has.
      if (port !== 0) this.#byPort.set(port, [...(this.#byPort.get(port) ?? []), listener]);
    }
  }

  /** Refuses an address that something earlier has. */
  checkDuplicates(): void {
    for (const later of [...this.#byPort.values()].flat()) {
      const [earlier] = this.#at(later.address);
      if (earlier === undefined || earlier === later) continue;
      const message = `\`${hostPort(later.address)}\` is ${earlier.what} already; give each its own port`;
      refuse(later.reported, earlier.reported, later.path, 'duplicate-address', message, earlier.path);
    }
  }

  /** Traffic that a gateway sends to a gateway, itself above all, would go round in circles. */
  checkLoops({ gateway, report }: ReportedGateway): void {
    for (const { label, endpoints } of gateway.versions) {
      for (const [index, address] of endpoints.addresses.entries()) {
        const [target] = this.#at(address);
        if (target === undefined) continue;
        const message = `\`${hostPort(address)}\` is ${target.what}; name the service behind it`;
        report.error(endpointPath(label, index, report), 'forbidden-address', message);
      }
    }
  }

  #at({ host, port }: Address): readonly Listener[] {
    return (this.#byPort.get(port) ?? []).filter(({ address }) => meet(address.host, host));
  }
}

/** Where the file has an endpoint of a version: in a list, or as its only address. */
function endpointPath(label: string, index: number, report: Report): Path {
  const path = ['spec', 'versions', label];
  return report.has([...path, 'address']) ? [...path, 'address'] : [...path, 'endpoints', index];
}

function refuse(
  later: ReportedGateway,
  earlier: ReportedGateway,
  path: Path,
  code: 'duplicate-name' | 'duplicate-address' | 'conflicting-keys',
  message: string,
  earlierPath: Path = path,
): void {
  const related = [{ ...earlier.report.place(earlierPath), message: 'the other one stands here' }];
  later.report.error(path, code, message, { related });
}
