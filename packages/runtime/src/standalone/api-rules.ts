import type { GatewayInFile } from '../config/gateways-in-files.js';
import { isClusterTarget } from '../config/gateway.js';
import type { Gateway, MetricsSpec, TargetSpec } from '../config/gateway.js';

/** What gateways that are put through the API may use beside what belongs to nobody: what the runtime's own files name. */
export interface Allowed {
  readonly sources: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
  /** Certificates, and where endpoints are looked up that is no plain name. */
  readonly places: ReadonlySet<string>;
}

/** What the gateways of a runtime's files name. */
export function allowedBy(files: readonly GatewayInFile[]): Allowed {
  const metrics = files.flatMap(({ gateway }) => (gateway.metrics === null ? [] : [gateway.metrics]));
  return {
    sources: new Set(metrics.map(({ source }) => keyOf(source))),
    targets: new Set(files.map(({ gateway }) => keyOf(gateway.target))),
    places: new Set(files.flatMap(({ gateway }) => placesOf(gateway))),
  };
}

/** What a gateway that is put through the API asks for and may not have; null where there is nothing. */
export function asksTooMuch(gateway: Gateway, allowed: Allowed): string | null {
  const { target, metrics } = gateway;
  if (isClusterTarget(target.kind)) {
    return `the target \`${target.kind}\` is in a cluster, which this runtime does not command; write its objects with \`lamia compile\``;
  }
  if (!isPlain(target) && !allowed.targets.has(keyOf(target))) {
    return '`directory` and `exporter` of HAProxy are for files of the runtime to say; leave them out, or say the same as those';
  }
  if (placesOf(gateway).some((place) => !allowed.places.has(place))) {
    return (
      'the API takes no paths of certificates and of files with endpoints, and no DNS servers; write the very ones that a gateway in ' +
      'a file of this runtime has, or look endpoints up by name alone'
    );
  }
  if (metrics === null || isOwnPage(metrics) || allowed.sources.has(keyOf(metrics.source))) return null;
  return (
    'the API takes no address of a metric source; write the very source that a gateway in a file of this runtime has, or ' +
    '`{ kind: scrape }` for the page of the data plane'
  );
}

/** What a gateway has this machine open or ask: whoever may use the API shall not choose it. */
function placesOf({ traffic, versions }: Gateway): readonly string[] {
  const sources = versions.flatMap(({ endpoints }) =>
    endpoints.kind === 'discovered' ? [endpoints.from] : [],
  );
  return [
    ...(traffic.tls?.certificates ?? []).map((path) => JSON.stringify({ certificate: path })),
    ...sources
      .filter((source) => source.kind === 'file' || source.server !== null)
      .map((source) => JSON.stringify(source.kind === 'file' ? source : { server: source.server })),
  ];
}

const isPlain = (target: TargetSpec): boolean =>
  target.kind !== 'haproxy' || (target.directory === null && target.exporter === null);

const isOwnPage = ({ source }: MetricsSpec): boolean => source.kind === 'scrape' && source.urls === null;

const keyOf = (spec: MetricsSpec['source'] | TargetSpec): string => JSON.stringify(spec);
