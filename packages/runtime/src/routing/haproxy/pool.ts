import { haproxyHostProblem } from '@lamia/lang';
import { createHash } from 'node:crypto';
import { firstAddress } from '../../config/gateway.js';
import type { Address, BalanceMethod, Gateway, HealthCheck, Version } from '../../config/gateway.js';

/**
 * The endpoints of one version, behind a frontend of their own that only this HAProxy reaches. The version is one server of each
 * route, whatever its endpoints are and do: their number and their health change nothing about its share.
 */
export interface Pool {
  readonly gateway: string;
  readonly label: string;
  /** Of its frontend and its backend: the metrics' label `proxy`. */
  readonly name: string;
  /** In HAProxy's working directory. */
  readonly socket: string;
  readonly endpoints: readonly Address[];
  readonly balance: BalanceMethod;
  readonly healthCheck: HealthCheck | null;
  /** Then connections tell at their beginning who the client is, in place of a header of each request. */
  readonly isTcp: boolean;
  /** Whether clients stay with their endpoint by a cookie. */
  readonly hasCookie: boolean;
}

/** Sockets of this form in HAProxy's folder are pools'. */
export const POOL_SOCKET = /^pool-[0-9a-f]{16}\.sock$/;

/** The pools of a gateway: of the versions that are more than an address. */
export function poolsOf(gateway: Gateway): readonly Pool[] {
  const { name, listen, traffic, versions } = gateway;
  return versions
    .filter((version) => directAddress(gateway, version) === null)
    .map(({ label, endpoints }) => ({
      gateway: name,
      label,
      name: poolName(name, label),
      socket: poolSocket(name, label),
      endpoints: endpoints.addresses,
      balance: traffic.balance,
      healthCheck: traffic.healthCheck,
      isTcp: listen?.protocol === 'tcp',
      hasCookie: traffic.sticky === 'instance',
    }));
}

/**
 * The address of a version that needs no pool. A list of endpoints has one however short it is: while a process that was replaced
 * ends its requests, the pools that it hands them to must still be there.
 */
export function directAddress({ traffic }: Gateway, version: Version): Address | null {
  return version.endpoints.kind === 'single' && traffic.healthCheck === null ? firstAddress(version) : null;
}

/** No name from outside has a colon. */
function poolName(gateway: string, label: string): string {
  return `endpoints:${gateway}:${label}`;
}

export function poolSocket(gateway: string, label: string): string {
  const name = createHash('sha256').update(poolName(gateway, label)).digest('hex').slice(0, 16);
  return `pool-${name}.sock`;
}

export function poolProblems({ gateway, label, endpoints }: Pool): readonly string[] {
  const what = `endpoint of version \`${label}\` of gateway \`${gateway}\``;
  return endpoints.flatMap(({ host }) => haproxyHostProblem(what, host) ?? []);
}
