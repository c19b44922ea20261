import type { Place } from '../../config/place.js';

/** A text or number of a classic file with its place. */
export interface Written<Value> {
  readonly value: Value;
  readonly place: Place;
}

/** A gateway as classic Vamp's files have it. */
export interface VampGateway {
  readonly name: Written<string>;
  /** `8080/http`; the protocol of a bare number is HTTP. */
  readonly port: Written<{ readonly number: number; readonly protocol: string }>;
  readonly hosts: readonly Written<string>[];
  /** What a client stays with; null for nothing. */
  readonly sticky: Written<'version' | 'instance'> | null;
  /** In the order of the file, in which conditions are tried. */
  readonly routes: readonly VampRoute[];
}

export interface VampRoute {
  /** `[host:port]`, or one to four segments that name a deployment's cluster and service. */
  readonly path: Written<string>;
  /** Whole percentage points; null for a part of what the others leave. */
  readonly weight: Written<number> | null;
  readonly condition: Written<string> | null;
  /** Percentage points of the requests that meet the condition which go to this route whatever its weight. */
  readonly strength: Written<number> | null;
  /** How HAProxy picks an endpoint, in its own words; null for its protocol's usual way. */
  readonly balance: Written<string> | null;
}
