/**
 * What HAProxy is told about requests, as data: variables that are set first, named tests (ACLs), and an ordered list of
 * backends, of which the first whose tests hold takes the request.
 */
export interface HaproxyRules {
  /** Lines of one name are alternatives. */
  readonly acls: readonly AclLine[];
  /** In order; a later one may replace an earlier one's value. */
  readonly assignments: readonly Assignment[];
  /** The name of the ACL without which a request is denied; null where every host is served. */
  readonly served: string | null;
  readonly routing: readonly RoutingLine[];
  /** The backend of the requests that no line takes. */
  readonly fallback: string;
}

/** Something of a request that HAProxy looks at; it may be missing. */
export type Sample =
  /** Each line of a header by itself, without splitting at commas: `req.fhdr`. */
  | { readonly fetch: 'header'; readonly name: string }
  | { readonly fetch: 'path' | 'query' | 'method' }
  /** Whether the connection is encrypted: `ssl_fc`. */
  | { readonly fetch: 'tls' }
  | { readonly fetch: 'variable'; readonly name: string }
  /** What somebody wrote in HAProxy's own words, taken as it is; the header that stands for it tells the reader its answer. */
  | { readonly fetch: 'raw'; readonly acl: string; readonly standIn: string };

export type Match =
  | { readonly kind: 'found' }
  | { readonly kind: 'true' }
  | { readonly kind: 'empty' }
  /** One of the values, none of which is empty, is compared with the bytes of the sample. */
  | {
      readonly kind: 'exact' | 'prefix' | 'suffix' | 'contains';
      readonly values: readonly string[];
      readonly ignoreCase: boolean;
    }
  /** PCRE2's syntax, on bytes, searched. */
  | { readonly kind: 'regex'; readonly regex: string };

export interface AclLine {
  readonly name: string;
  readonly sample: Sample;
  readonly match: Match;
}

/** A variable of the request: where the sample is missing it keeps the value that it has. */
export interface Assignment {
  readonly variable: string;
  /** Null for the empty text. */
  readonly from: Sample | null;
  readonly lowerCase: boolean;
  readonly substitutions: readonly Substitution[];
  /** The ACL that must hold for it; null for always. */
  readonly when: string | null;
}

/** Replaces the first match, if there is one. */
export interface Substitution {
  readonly regex: string;
  /** `\1` stands for what the first group matched. */
  readonly by: string;
}

export interface RoutingLine {
  readonly backend: string;
  /** All must hold. */
  readonly all: readonly Term[];
}

export interface Term {
  readonly acl: string;
  readonly negated: boolean;
}

/** HAProxy 2.6 reads no more words of one line. */
export const WORDS_A_LINE = 64;
