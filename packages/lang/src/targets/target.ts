import type { Literal } from '../condition/atom.js';
import type { RequestInput } from '../condition/request.js';

/** A version that gets traffic, and how a data plane reaches it. */
export interface Backend {
  readonly version: string;
  /** The name that objects of the data plane use for it: a service, an upstream, a cluster. */
  readonly service: string;
  readonly port: number;
  /** Labels that tell its pods apart from other versions' where several share one service; null where they do not. */
  readonly subset: Readonly<Record<string, string>> | null;
}

/** A version's part of a route's traffic, in hundredths of a percent; those of one route sum to 10 000. */
export interface Share {
  readonly version: string;
  readonly weight: number;
}

/** A version that gets a copy of some of a route's requests, beside whatever takes them; its answers are thrown away. */
export interface Mirror {
  readonly version: string;
  /** How many of the requests are copied, in hundredths of a percent: 1 to 10 000. */
  readonly share: number;
}

export interface TargetRoute {
  readonly name: string;
  /** In the order written; a share of 0 keeps its place. */
  readonly to: readonly Share[];
  /** Left out where nothing is copied. */
  readonly mirror?: Mirror;
}

/** What of a gateway its objects need, apart from its rules. */
export interface TargetGateway {
  readonly name: string;
  readonly namespace: string;
  /** In lower case; empty for any. */
  readonly hosts: readonly string[];
  readonly backends: readonly Backend[];
  /** In order; the last takes what no other does. */
  readonly routes: readonly TargetRoute[];
}

/**
 * One rule of an ordered list in which the first that matches decides. The last rule of a list has no literals, so that every
 * request is decided. A rule may stand for a route without being a part of its condition: what a later route would get of
 * the requests that an earlier rule excludes.
 */
export interface Rule {
  /** All must hold. Several may be about one field, and any may be negated. */
  readonly all: readonly Literal[];
  /** The index of the route whose weights it has. */
  readonly route: number;
}

/** What stands in the way of emitting a rule. */
export interface TargetProblem {
  readonly code: 'target-cannot' | 'target-limit' | 'target-name' | 'target-note' | 'regex-backtracks';
  readonly severity: 'error' | 'warning' | 'info';
  /** One sentence in lower case: what cannot be said to this data plane, why, and what to do. */
  readonly message: string;
  /** The literal it is about; null where it is about the whole. */
  readonly literal: Literal | null;
  /** The route it is about; null where it is about the whole. */
  readonly route: number | null;
}

/** Objects, or the reasons why there are none; never something near what was asked. */
export type Emission<T> =
  | { readonly ok: true; readonly emitted: T; readonly notes: readonly TargetProblem[] }
  | { readonly ok: false; readonly problems: readonly TargetProblem[] };

/**
 * Where the data plane sends a request when it has these objects: the shares of the route that takes it, by version, zero ones
 * left out; null where it answers the request itself because nothing takes it.
 */
export type Reader = (request: RequestInput) => readonly Share[] | null;

/** One data plane: what is written for it, and what it makes of that. */
export interface Target<Options, Emitted> {
  /**
   * Writes the rules, which are complete and in order, for this data plane.
   * @param options what differs between releases and set-ups of the data plane
   */
  emit(gateway: TargetGateway, rules: readonly Rule[], options: Options): Emission<Emitted>;
  /**
   * Readers of what was written, by the name of the implementation where they differ: all must agree with the source. They
   * look at nothing but the objects, and evaluate them as that implementation does.
   */
  readers(emitted: Emitted, options: Options): ReadonlyMap<string, Reader>;
  /**
   * The same for copies: what part of such requests is copied to which version, the rest of them to `NOWHERE`. Left out by a data
   * plane that copies nothing.
   */
  mirrorReaders?(emitted: Emitted, options: Options): ReadonlyMap<string, Reader>;
}
