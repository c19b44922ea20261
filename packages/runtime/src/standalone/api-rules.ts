import type { GatewayInFile } from '../config/configuration.js';
import { isClusterTarget } from '../config/gateway.js';
import type { Gateway, MetricsSpec, TargetSpec } from '../config/gateway.js';

/** What gateways that are put through the API may use beside what belongs to nobody: what the runtime's own files name. */
export interface Allowed {
  readonly sources: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
}

/** What the gateways of a runtime's files name. */
export function allowedBy(files: readonly GatewayInFile[]): Allowed {
  const metrics = files.flatMap(({ gateway }) => (gateway.metrics === null ? [] : [gateway.metrics]));
  return {
    sources: new Set(metrics.map(({ source }) => keyOf(source))),
    targets: new Set(files.map(({ gateway }) => keyOf(gateway.target))),
  };
}

/** What a gateway that is put through the API asks for and may not have; null where there is nothing. */
export function asksTooMuch({ target, metrics }: Gateway, allowed: Allowed): string | null {
  if (isClusterTarget(target.kind)) {
    return `the target \`${target.kind}\` is in a cluster, which this runtime does not command; write its objects with \`lamia compile\``;
  }
  if (!isPlain(target) && !allowed.targets.has(keyOf(target))) {
    return '`directory` and `exporter` of HAProxy are for files of the runtime to say; leave them out, or say the same as those';
  }
  if (metrics === null || isOwnPage(metrics) || allowed.sources.has(keyOf(metrics.source))) return null;
  return (
    'the API takes no address of a metric source; write the very source that a gateway in a file of this runtime has, or ' +
    '`{ kind: scrape }` for the page of the data plane'
  );
}

const isPlain = (target: TargetSpec): boolean =>
  target.kind !== 'haproxy' || (target.directory === null && target.exporter === null);

const isOwnPage = ({ source }: MetricsSpec): boolean => source.kind === 'scrape' && source.urls === null;

const keyOf = (spec: MetricsSpec['source'] | TargetSpec): string => JSON.stringify(spec);
