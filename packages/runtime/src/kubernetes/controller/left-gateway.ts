import type { ClusterTargetSpec, TargetSpec } from '../../config/gateway.js';
import type { LeftGateway } from '../../routing/target.js';
import type { KubernetesObject } from '../cluster/object.js';

/** Whether what was made for a gateway goes with it. */
export function removesObjects({ target }: { readonly target: TargetSpec }): boolean {
  return 'onDelete' in target && target.onDelete === 'remove';
}

/**
 * Whose objects have to be removed where a resource is deleted that runs nowhere; null where they stay. It need not be one that could
 * run: its Deployments may be gone already, and nothing but its target matters.
 */
export function leftGateway(
  key: string,
  { metadata, spec }: KubernetesObject,
): (LeftGateway & { readonly target: ClusterTargetSpec }) | null {
  const { kind, onDelete } = fieldsOf(fieldsOf(spec)['target']);
  if (onDelete !== 'remove') return null;
  const common = { adopt: null, onDelete, force: false, discover: null } as const;
  const left = { name: key, namespace: metadata.namespace ?? '' };
  switch (kind) {
    case 'istio':
      return { ...left, target: { kind, gateways: [], ...common } };
    case 'gateway-api':
      return { ...left, target: { kind, parents: [], ...common } };
    case 'gloo':
      return { ...left, target: { kind, object: 'VirtualService', ...common } };
    default:
      return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
