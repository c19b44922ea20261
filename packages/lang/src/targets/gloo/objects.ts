/** The objects of `gateway.solo.io` that are written here, with the fields that are used. */
export type GlooObject = VirtualService | RouteTable;

export interface Reference {
  readonly name: string;
  readonly namespace: string;
}

export interface VirtualService {
  readonly apiVersion: 'gateway.solo.io/v1';
  readonly kind: 'VirtualService';
  readonly metadata: Reference;
  readonly spec: {
    readonly virtualHost: {
      readonly domains: readonly string[];
      readonly routes: readonly (GlooRoute | DelegatingRoute)[];
    };
  };
}

export interface RouteTable {
  readonly apiVersion: 'gateway.solo.io/v1';
  readonly kind: 'RouteTable';
  readonly metadata: Reference;
  readonly spec: { readonly routes: readonly GlooRoute[] };
}

/** The first of which a matcher matches takes the request. */
export interface GlooRoute {
  readonly name: string;
  /** One must match. */
  readonly matchers: readonly Matcher[];
  readonly routeAction: { readonly multi: { readonly destinations: readonly WeightedDestination[] } };
  readonly options?: { readonly shadowing?: Shadowing };
}

/** Where copies go, and of how many percent of the requests. */
export interface Shadowing {
  readonly upstream: Reference;
  readonly percentage: number;
}

export interface DelegatingRoute {
  readonly matchers: readonly [{ readonly prefix: '/' }];
  readonly delegateAction: { readonly ref: Reference };
}

/** All must hold. */
export type Matcher = PathTest & {
  readonly headers?: readonly HeaderTest[];
  readonly methods?: readonly string[];
  readonly queryParameters?: readonly ParameterTest[];
};

export type PathTest = { readonly prefix: string } | { readonly exact: string } | { readonly regex: string };

/** Without a value a test of presence. */
export interface ParameterTest {
  readonly name: string;
  readonly value?: string;
  readonly regex?: boolean;
}

export interface HeaderTest extends ParameterTest {
  /** A missing header fails a test of its value, inverted or not. */
  readonly invertMatch?: boolean;
}

export interface WeightedDestination {
  readonly weight: number;
  readonly destination: UpstreamDestination;
}

export interface UpstreamDestination {
  readonly upstream: Reference;
  readonly subset?: { readonly values: Readonly<Record<string, string>> };
}
