/** The objects of `networking.istio.io` that are written here, with the fields that are used. */
export type IstioObject = VirtualService | DestinationRule;

/** `v1` is there from Istio 1.22 on; both have the same form. */
export type ApiVersion = 'networking.istio.io/v1' | 'networking.istio.io/v1beta1';

export interface Metadata {
  readonly name: string;
  readonly namespace: string;
}

export interface VirtualService {
  readonly apiVersion: ApiVersion;
  readonly kind: 'VirtualService';
  readonly metadata: Metadata;
  readonly spec: {
    readonly hosts: readonly string[];
    readonly gateways: readonly string[];
    /** The first that matches takes the request. */
    readonly http: readonly HttpRoute[];
  };
}

export interface HttpRoute {
  readonly name: string;
  /** One must match; without any all requests do. */
  readonly match?: readonly HttpMatch[];
  readonly route: readonly RouteDestination[];
  /** Gets copies of as many of the requests as `mirrorPercentage` says. */
  readonly mirror?: Destination;
  readonly mirrorPercentage?: { readonly value: number };
}

/** All must hold. */
export interface HttpMatch {
  readonly uri?: StringMatch;
  readonly method?: StringMatch;
  readonly scheme?: StringMatch;
  readonly authority?: StringMatch;
  readonly headers?: Readonly<Record<string, StringMatch>>;
  readonly withoutHeaders?: Readonly<Record<string, StringMatch>>;
  readonly queryParams?: Readonly<Record<string, StringMatch>>;
}

/** An empty one is a test of presence. */
export type StringMatch =
  | { readonly exact: string }
  | { readonly prefix: string }
  | { readonly regex: string }
  | Readonly<Record<string, never>>;

export interface RouteDestination {
  readonly destination: Destination;
  readonly weight: number;
}

export interface Destination {
  readonly host: string;
  readonly port: { readonly number: number };
  readonly subset?: string;
}

export interface DestinationRule {
  readonly apiVersion: ApiVersion;
  readonly kind: 'DestinationRule';
  readonly metadata: Metadata;
  readonly spec: {
    readonly host: string;
    readonly subsets: readonly Subset[];
  };
}

export interface Subset {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}
