import type { ParentReference } from './httproute.js';

export interface GatewayApiOptions {
  /**
   * `re2-full` (where left out): the implementation matches regular expressions of RE2 on the whole value, as those built on
   * Envoy do. `core`: it has none, so that nothing that needs one is written.
   */
  readonly profile?: 're2-full' | 'core';
  /** The newest release of the API that the cluster has, `v1.6` where left out. */
  readonly version?: GatewayApiVersion;
  /** What the routes are attached to; the Gateway of the gateway's own name where left out. */
  readonly parents?: readonly ParentReference[];
}

/** The releases that are known, oldest first. */
export const GATEWAY_API_VERSIONS = ['v1.0', 'v1.1', 'v1.2', 'v1.3', 'v1.4', 'v1.5', 'v1.6'] as const;

export type GatewayApiVersion = (typeof GATEWAY_API_VERSIONS)[number];

export function isGatewayApiVersion(text: string): text is GatewayApiVersion {
  return GATEWAY_API_VERSIONS.some((version) => version === text);
}

/** What one HTTPRoute may hold. */
export interface HttpRouteLimits {
  readonly rules: number;
  /** Of one rule. */
  readonly matches: number;
  /** Of all rules together. */
  readonly allMatches: number;
}

/** Until v1.1 a rule had few matches; the sum is limited since there are more. */
export function limitsOf(version: GatewayApiVersion): HttpRouteLimits {
  return version === 'v1.0' || version === 'v1.1'
    ? { rules: 16, matches: 8, allMatches: 128 }
    : { rules: 16, matches: 64, allMatches: 128 };
}

/** The same in every release. Lengths are in characters. */
export const LIMITS = {
  hostnames: 16,
  headers: 16,
  queryParams: 16,
  backendRefs: 16,
  nameLength: 256,
  objectNameLength: 253,
  headerValueLength: 4096,
  queryValueLength: 1024,
  pathLength: 1024,
  /** Of any regular expression: what Istio takes. */
  regexLength: 1024,
  weight: 1_000_000,
} as const;

/** Names of headers, and of query parameters. */
export const FIELD_NAME = /^[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/;

/** A host, or one under which all are meant: `*.example.com`. */
export const HOSTNAME = /^(\*\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Names of objects. */
export const OBJECT_NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Hostnames may not be addresses. */
export const IP_ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;

/** What an exact path or a prefix may be written with. */
export function isWritablePath(path: string): boolean {
  return (
    path.length <= LIMITS.pathLength &&
    /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/.test(path) &&
    !/\/\/|\/\.\.?(?:\/|$)|%2f/i.test(path)
  );
}
