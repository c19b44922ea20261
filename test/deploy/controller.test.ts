import { describe, expect, test } from '@jest/globals';
import { manifestsIn, type Manifest } from './manifests.js';

/** The parts of a Deployment that the tests read. */
interface PodSpec {
  readonly securityContext: unknown;
  readonly containers: readonly {
    readonly securityContext: unknown;
    readonly resources: { readonly requests: object; readonly limits: object };
    readonly volumeMounts?: readonly unknown[];
  }[];
  readonly topologySpreadConstraints: readonly unknown[];
}

const objects = manifestsIn('kustomize/base/controller.yaml');
const only = (kind: string): Manifest => {
  const [found, ...others] = objects.filter((each) => each.kind === kind);
  if (found === undefined || others.length > 0) throw new Error(`not one ${kind}`);
  return found;
};

describe('the controller', () => {
  const { spec } = only('Deployment') as unknown as {
    readonly spec: { readonly replicas: number; readonly template: { readonly spec: PodSpec } };
  };
  const pod = spec.template.spec;

  test('runs as nobody, without rights on its machine, and can write no file', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 65_532,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(pod.containers).toHaveLength(1);
    for (const container of pod.containers) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(container.volumeMounts).toBeUndefined();
    }
  });

  test('has two replicas, on two machines where there are two, of which one at most is taken away', () => {
    expect(spec.replicas).toBe(2);
    expect(pod.topologySpreadConstraints).toHaveLength(2);
    expect(only('PodDisruptionBudget')['spec']).toMatchObject({ maxUnavailable: 1 });
  });

  test('says what it needs and what it may take', () => {
    expect(pod.containers[0]?.resources).toEqual({
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { memory: '512Mi' },
    });
  });

  test('is asked for its health and its metrics at one port, and may ask few', () => {
    expect(pod.containers[0]).toMatchObject({
      livenessProbe: { httpGet: { path: '/healthz', port: 'metrics' } },
      readinessProbe: { httpGet: { path: '/readyz', port: 'metrics' } },
    });
    const { ingress, egress } = only('NetworkPolicy')['spec'] as {
      readonly ingress: readonly { readonly ports: readonly unknown[] }[];
      readonly egress: readonly { readonly ports: readonly { readonly port: number }[] }[];
    };
    expect(ingress).toEqual([{ ports: [{ protocol: 'TCP', port: 'metrics' }] }]);
    expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([53, 53, 443, 6443, 9090]);
  });

  test('is found by everything that selects it', () => {
    const labels = (only('Deployment') as unknown as { spec: { template: { metadata: { labels: object } } } })
      .spec.template.metadata.labels;
    const { podSelector } = only('NetworkPolicy')['spec'] as { podSelector: { matchLabels: object } };
    const { selector: budget } = only('PodDisruptionBudget')['spec'] as { selector: { matchLabels: object } };
    const { selector: service } = only('Service')['spec'] as { selector: object };
    for (const selector of [podSelector.matchLabels, budget.matchLabels, service]) {
      expect(Object.keys(selector).length).toBeGreaterThan(0);
      expect(labels).toMatchObject(selector);
    }
  });
});
