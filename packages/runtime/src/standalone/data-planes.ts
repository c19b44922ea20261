import { dirname, join, resolve } from 'node:path';
import type { Gateway, TargetSpec } from '../config/gateway.js';
import type { Reach } from '../discovery/reach.js';
import { openTarget } from '../routing/open-target.js';
import type { RouteTarget, StandaloneTarget } from '../routing/target.js';

/** The data planes that gateways ask for; gateways that describe the same one share it. */
export class DataPlanes<Target extends RouteTarget> {
  readonly #openOne: (spec: TargetSpec) => Promise<Target>;
  readonly #open = new Map<string, Target>();

  /** @param openOne opens one that does not serve anything yet */
  constructor(openOne: (spec: TargetSpec) => Promise<Target>) {
    this.#openOne = openOne;
  }

  /** @throws TargetError for one that this runtime does not command */
  async open({ target: spec }: Gateway): Promise<Target> {
    const key = keyOf(spec);
    const target = this.#open.get(key) ?? (await this.#openOne(spec));
    this.#open.set(key, target);
    return target;
  }

  /** The one of a gateway that it was opened for. */
  of({ name, target: spec }: Gateway): Target {
    const target = this.#open.get(keyOf(spec));
    if (target === undefined) throw new Error(`no target was opened for the gateway ${name}`);
    return target;
  }

  /** Closes those that none of these gateways asks for. */
  async keepOnly(gateways: Iterable<Gateway>): Promise<void> {
    const wanted = new Set([...gateways].map(({ target }) => keyOf(target)));
    const left = [...this.#open].filter(([key]) => !wanted.has(key));
    for (const [key] of left) this.#open.delete(key);
    for (const [, target] of left) await target.close();
  }
}

/** Hears what people should know of a gateway's endpoints. */
export type Warn = (gateway: string, reason: string) => void;

/** The data planes of a runtime on this machine; what they keep stands beside the state file. */
export function standaloneDataPlanes(
  stateFile: string,
  followed: { readonly warn?: Warn; readonly reach?: Reach } = {},
): DataPlanes<StandaloneTarget> {
  const directory = join(dirname(resolve(stateFile)), 'haproxy');
  return new DataPlanes((spec) => openTarget(spec, { directory, ...followed }));
}

const keyOf = (spec: TargetSpec): string => JSON.stringify(spec);
