import type { TargetName } from '@lamia/lang';

/** A data plane that manifests are written for. */
export interface TargetDescription {
  readonly name: TargetName;
  readonly title: string;
  readonly file: string;
}

export const TARGETS: readonly TargetDescription[] = [
  { name: 'istio', title: 'Istio', file: 'istio.yaml' },
  { name: 'gateway-api', title: 'Gateway API', file: 'gateway-api.yaml' },
  { name: 'gloo', title: 'Gloo', file: 'gloo.yaml' },
  { name: 'envoy', title: 'Envoy', file: 'envoy.yaml' },
  { name: 'haproxy', title: 'HAProxy', file: 'haproxy.cfg' },
];
