/** The part of Kubernetes Gateway API's HTTPRoute that is written here, as the JSON it is. */
export interface HttpRoute {
  readonly apiVersion: 'gateway.networking.k8s.io/v1';
  readonly kind: 'HTTPRoute';
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: HttpRouteSpec;
}

export interface HttpRouteSpec {
  readonly parentRefs: readonly ParentReference[];
  /** Left out for every host that the listener takes. */
  readonly hostnames?: readonly string[];
  readonly rules: readonly HttpRouteRule[];
}

/** What the route is attached to: a Gateway, or a listener of one; a Service in a mesh. */
export interface ParentReference {
  readonly group?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name: string;
  readonly sectionName?: string;
  readonly port?: number;
}

export interface HttpRouteRule {
  /** Any of them; in an order that says nothing. */
  readonly matches: readonly HttpRouteMatch[];
  readonly filters?: readonly RequestMirrorFilter[];
  readonly backendRefs: readonly BackendReference[];
}

/** Copies requests to a service: all of them where neither `percent` nor `fraction` says how many. */
export interface RequestMirrorFilter {
  readonly type: 'RequestMirror';
  readonly requestMirror: {
    readonly backendRef: {
      readonly group?: string;
      readonly kind?: string;
      readonly name: string;
      readonly port: number;
    };
    readonly percent?: number;
    readonly fraction?: { readonly numerator: number; readonly denominator: number };
  };
}

/** All that is there must hold; an empty one takes every request. */
export interface HttpRouteMatch {
  readonly path?: PathMatch;
  readonly method?: HttpMethod;
  readonly headers?: readonly ValueMatch[];
  readonly queryParams?: readonly ValueMatch[];
}

export interface PathMatch {
  readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression';
  readonly value: string;
}

/** Of a header or a query parameter. */
export interface ValueMatch {
  readonly type: 'Exact' | 'RegularExpression';
  readonly name: string;
  readonly value: string;
}

export interface BackendReference {
  readonly name: string;
  readonly port: number;
  readonly weight: number;
}

export type HttpMethod = (typeof HTTP_METHODS)[number];

/** The only methods that a match can name. */
export const HTTP_METHODS = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
] as const;

export function isHttpMethod(text: string): text is HttpMethod {
  return HTTP_METHODS.some((method) => method === text);
}
