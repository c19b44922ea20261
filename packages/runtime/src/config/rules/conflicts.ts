import { hostPort } from '../../routing/host-port.js';
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
  for (const reported of distinct) {
    listeners.checkListen(reported);
    listeners.checkLoops(reported);
  }
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

const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

/** Where gateways listen, by port: thousands of gateways are not compared pair by pair. */
class Listeners {
  readonly #byPort = new Map<number, ReportedGateway[]>();

  constructor(gateways: readonly ReportedGateway[]) {
    for (const reported of gateways) {
      const port = reported.gateway.listen?.port ?? 0;
      // Port 0 takes a free one, which no other has.
      if (port !== 0) this.#byPort.set(port, [...(this.#byPort.get(port) ?? []), reported]);
    }
  }

  /** Refuses the address of a gateway that an earlier one has. */
  checkListen(later: ReportedGateway): void {
    const { listen, name } = later.gateway;
    if (listen === null) return;
    const earlier = this.#at(listen)[0];
    if (earlier === undefined || earlier === later) return;
    const message = `the gateways \`${earlier.gateway.name}\` and \`${name}\` listen on one address \`${hostPort(listen)}\`; give each its own port`;
    refuse(later, earlier, ['spec', 'listen'], 'duplicate-address', message);
  }

  /** Traffic that a gateway sends to a gateway, itself above all, would go round in circles. */
  checkLoops({ gateway, report }: ReportedGateway): void {
    for (const { label, endpoints } of gateway.versions) {
      for (const [index, address] of endpoints.addresses.entries()) {
        const [target] = this.#at(address);
        if (target === undefined) continue;
        const message = `\`${hostPort(address)}\` is where the gateway \`${target.gateway.name}\` listens; name the service behind it`;
        report.error(endpointPath(label, index, report), 'forbidden-address', message);
      }
    }
  }

  #at({ host, port }: Address): readonly ReportedGateway[] {
    const there = this.#byPort.get(port) ?? [];
    return there.filter(({ gateway: { listen } }) => listen !== null && meet(listen.host, host));
  }
}

/** Where the file has an endpoint of a version: in a list, or as its only address. */
function endpointPath(label: string, index: number, report: Report): Path {
  const path = ['spec', 'versions', label];
  return report.has([...path, 'address']) ? [...path, 'address'] : [...path, 'endpoints', index];
}

function meet(left: string, right: string): boolean {
  const [a, b] = [canonical(left), canonical(right)];
  return a === b || EVERY_ADDRESS.has(a) || EVERY_ADDRESS.has(b);
}

const canonical = (host: string): string => (host === 'localhost' ? '127.0.0.1' : host);

function refuse(
  later: ReportedGateway,
  earlier: ReportedGateway,
  path: Path,
  code: 'duplicate-name' | 'duplicate-address' | 'conflicting-keys',
  message: string,
): void {
  const related = [{ ...earlier.report.place(path), message: 'the other one stands here' }];
  later.report.error(path, code, message, { related });
}
