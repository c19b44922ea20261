import type { ClusterTargetSpec, Gateway } from '../../config/gateway.js';
import { Exclusive } from '../exclusive.js';
import { TargetError, type Routing } from '../target.js';
import { compiledGateway, type CompiledGateway } from './compiled-gateway.js';
import type { Fields } from './fields.js';
import type { WantedObject } from './wanted.js';

/** An object of a gateway that was found as wanted, or was written. */
export interface HeldObject {
  readonly wanted: WantedObject;
  /** Its fields as the server has them after they were written: with what it adds by itself. */
  readonly form: Fields;
}

/** A gateway with what is written for it. */
export interface ServedGateway {
  readonly gateway: Gateway;
  readonly target: ClusterTargetSpec;
  readonly compiled: CompiledGateway;
}

/** What is known of a gateway whose objects are there. */
export interface HeldGateway extends ServedGateway {
  /** What was asked for last. */
  readonly routing: Routing;
  readonly objects: readonly HeldObject[];
}

/** A gateway's place among others: what is done to it is done one after another. */
export class GatewaySlot {
  readonly turns = new Exclusive();
  /** Null before its objects are there, and where they could not be written. */
  held: HeldGateway | null = null;
  #served: ServedGateway | null = null;

  /**
   * Compiles a gateway, which takes a while, unless it is the one of last time.
   * @throws TargetError
   */
  served(gateway: Gateway): ServedGateway {
    if (this.#served?.gateway === gateway) return this.#served;
    const { target } = gateway;
    if (target.kind === 'embedded' || target.kind === 'haproxy') {
      throw new TargetError(
        `gateway \`${gateway.name}\` has the target \`${target.kind}\`, which is in no cluster`,
      );
    }
    const served = { gateway, target, compiled: compiledGateway(gateway, target) };
    this.#served = served;
    return served;
  }
}
