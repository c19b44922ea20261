/** The catalogues that come with Lamia: what the metrics of each provider are called. */
export const CATALOGUES = ['envoy', 'istio', 'linkerd', 'haproxy', 'embedded'] as const;

export type CatalogueName = (typeof CATALOGUES)[number];

/** Null for a name that is none, such as the empty one of no catalogue. */
export function catalogueName(name: string): CatalogueName | null {
  return CATALOGUES.find((known) => known === name) ?? null;
}
