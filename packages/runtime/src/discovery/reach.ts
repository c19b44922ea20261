import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Address, Endpoints } from '../config/gateway.js';
import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import { hostPort } from '../routing/host-port.js';
import { DiscoveryError } from './discovery-error.js';
import { refuseForbidden, type EndpointRule } from './endpoint-rule.js';
import { findEndpoints } from './find-endpoints.js';
import { canonicalAddress } from './vetted-connection.js';

/** The addresses of a name, in the order of whoever answers for it. Rejects with a system's error where nobody does. */
export type LookUp = (name: string) => Promise<readonly string[]>;

/** An endpoint that may be reached. */
export interface Endpoint {
  /** Without a name: the very address that was asked about. */
  readonly address: Address;
  /** The host that the gateway or its list names. */
  readonly asked: string;
}

/** Where a version is now. */
export interface Reached {
  readonly endpoints: readonly Endpoint[];
  /** Why others are left out, a reason each. */
  readonly refused: readonly string[];
}

/** As the system has it, its file of hosts included. */
const systemLookUp: LookUp = async (name) =>
  (await lookup(name, { all: true })).map(({ address }) => address);

/** Finds the endpoints of versions and holds each of them to what may be reached, as that is at the moment. */
export class Reach {
  readonly #rules: () => EndpointRule;
  readonly #lookUp: LookUp;

  /** @param rules beside what holds everywhere; asked for anew each time */
  constructor(rules: () => EndpointRule = () => () => null, lookUp: LookUp = systemLookUp) {
    this.#rules = rules;
    this.#lookUp = lookUp;
  }

  /** What may be reached at this moment. */
  rule(): EndpointRule {
    const rule = this.#rules();
    return (address, asked) => refuseForbidden(address, asked) ?? rule(address, asked);
  }

  /**
   * @param checked the port where health is asked, where that is another one
   * @param before what was reached last, which a name goes on standing for while it still does
   * @throws DiscoveryError where there is no answer; the signal's reason when that is aborted
   */
  async endpoints(
    source: Endpoints,
    checked: number | null,
    before: readonly Endpoint[],
    signal: AbortSignal,
  ): Promise<Reached> {
    const from = source.kind === 'discovered' ? source.from : null;
    const named = from === null ? source.addresses : await findEndpoints(from, signal);
    const refuses = this.#refuses(checked);
    const known = new Set(before.map(({ address }) => hostPort(address)));
    const endpoints = new Map<string, Endpoint>();
    const refused: string[] = [];
    for (const { host, port } of named) {
      // Names of services were looked up to addresses already, for which the name answers.
      const asked = from === null || from.kind === 'file' ? host : from.name;
      // A name may be refused as such.
      const reason = asked === host ? refuses({ address: { host, port }, asked }) : null;
      if (reason !== null) {
        refused.push(reason);
        continue;
      }
      const found = (await this.#hosts(host, signal)).map((each) => ({
        address: { host: each, port },
        asked,
      }));
      const reasons = found.map(refuses);
      const taken = found.filter((_, index) => reasons[index] === null);
      const endpoint = taken.find(({ address }) => known.has(hostPort(address))) ?? taken[0];
      if (endpoint === undefined) refused.push(...reasons.filter((reason) => reason !== null));
      else endpoints.set(hostPort(endpoint.address), endpoint);
    }
    return { endpoints: [...endpoints.values()], refused };
  }

  /** Of endpoints that were found before, those that may be reached today. */
  stillReached(before: readonly Endpoint[], checked: number | null): readonly Endpoint[] {
    const refuses = this.#refuses(checked);
    return before.filter((endpoint) => refuses(endpoint) === null);
  }

  #refuses(checked: number | null): (endpoint: Endpoint) => string | null {
    const rule = this.rule();
    return ({ address, asked }) =>
      rule(address, asked) ?? (checked === null ? null : rule({ ...address, port: checked }, asked));
  }

  async #hosts(host: string, signal: AbortSignal): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host];
    try {
      return (await orAborted(this.#lookUp(host), signal)).map(canonicalAddress);
    } catch (error) {
      signal.throwIfAborted();
      const said = errorCode(error) ?? errorMessage(error);
      throw new DiscoveryError(`the name \`${host}\` cannot be looked up (${said})`, { cause: error });
    }
  }
}

/** The system's look-up cannot be ended: its answer comes too late then. */
async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new Error('aborted'));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
