/**
 * The part of Envoy's route configuration (`envoy.config.route.v3.RouteConfiguration`) that decides which route takes a request,
 * under Envoy's own names, so that it can be written down as it is.
 */
export interface RouteConfiguration {
  readonly name?: string;
  readonly virtual_hosts: readonly VirtualHost[];
  /** True: domains are compared with the host without its port. */
  readonly ignore_port_in_host_matching?: boolean;
}

export interface VirtualHost {
  readonly name: string;
  /** Hosts in any case; one may begin or end with `*`, which stands for at least one character; `*` alone is any. */
  readonly domains: readonly string[];
  /** The first that matches takes the request. */
  readonly routes: readonly Route[];
}

export interface Route {
  readonly name?: string;
  readonly match: RouteMatch;
  /** Where it sends what it takes. */
  readonly route?: RouteAction;
  /** What it answers by itself instead. */
  readonly direct_response?: { readonly status: number; readonly body: { readonly inline_string: string } };
}

/** All must hold. */
export type RouteMatch = PathSpecifier & {
  /** False: letters of `prefix`, `path` and `path_separated_prefix` match in either case. */
  readonly case_sensitive?: boolean;
  readonly headers?: readonly HeaderMatcher[];
  readonly query_parameters?: readonly QueryParameterMatcher[];
};

/** On the path without its query. */
export type PathSpecifier =
  | { readonly prefix: string }
  | { readonly path: string }
  /** Two characters at least, without `?`, `#` and a slash at its end. */
  | { readonly path_separated_prefix: string }
  | { readonly safe_regex: SafeRegex };

/** RE2 on bytes (Latin-1), which must match the whole value. */
export interface SafeRegex {
  /** Not empty. */
  readonly regex: string;
}

/** Envoy refuses a `prefix`, `suffix` or `contains` that is empty, and an `ignore_case` beside a regular expression. */
export type StringMatcher =
  | ((
      | { readonly exact: string }
      | { readonly prefix: string }
      | { readonly suffix: string }
      | { readonly contains: string }
    ) & {
      /** Of ASCII letters. */
      readonly ignore_case?: boolean;
    })
  | { readonly safe_regex: SafeRegex };

export type HeaderMatcher = {
  /** In any case; `:path` is the path with its query, `:authority` the host as sent, `:method` and `:scheme` are there too. */
  readonly name: string;
  readonly invert_match?: boolean;
  /** A missing header has the value "". Without it a missing header fails each test of its value, inverted or not. */
  readonly treat_missing_header_as_empty?: boolean;
} & ({ readonly string_match: StringMatcher } | { readonly present_match: boolean });

/** On the first value of that name, undecoded. */
export type QueryParameterMatcher = { readonly name: string } & (
  { readonly string_match: StringMatcher } | { readonly present_match: boolean }
);

export type RouteAction = (
  | { readonly cluster: string }
  | { readonly weighted_clusters: { readonly clusters: readonly WeightedCluster[] } }
) & {
  /** Where copies of what it takes go as well; nobody waits for their answers. */
  readonly request_mirror_policies?: readonly RequestMirrorPolicy[];
};

/** Copies go to any endpoint of the cluster, whatever metadata the route matches. */
export interface RequestMirrorPolicy {
  readonly cluster: string;
  readonly runtime_fraction: {
    readonly default_value: {
      readonly numerator: number;
      readonly denominator: 'HUNDRED' | 'TEN_THOUSAND' | 'MILLION';
    };
  };
}

export interface WeightedCluster {
  readonly name: string;
  /** Out of the sum of all, which is not 0. */
  readonly weight: number;
  /** Which of the cluster's endpoints. */
  readonly metadata_match?: {
    readonly filter_metadata: { readonly 'envoy.lb': Readonly<Record<string, string>> };
  };
}
