import { describe, expect, test } from '@jest/globals';
import { completeDocument } from './complete-document.js';
import { deployedVersion, type DeployedVersion } from './deployed-version.js';
import type { Standing } from './standing.js';

function deployed(label: string, createdAt: number, changes: Partial<DeployedVersion> = {}): DeployedVersion {
  return {
    ...{ namespace: 'team', deployment: `shop-${label}`, application: 'shop', label, createdAt },
    ...{ wanted: 1, available: 1 },
    ...changes,
  };
}

const V1 = deployed('v1', 1);
const V2 = deployed('v2', 2);
const V3 = deployed('v3', 3);

const since = (stable: string, before: string | null = null): Standing => ({ stable, before });

function completed(
  versions: readonly DeployedVersion[],
  standing: Standing | null = null,
  spec: Record<string, unknown> = {},
): unknown {
  const document = {
    kind: 'Gateway',
    spec: {
      ...{ application: 'shop', target: { kind: 'gateway-api' }, baseline: 'v1' },
      routes: [{ name: 'default', weights: { v1: 100 } }],
      policies: [{ type: 'time' }],
      ...spec,
    },
  };
  return completeDocument(document, versions, standing)['spec'];
}

describe('versions that are found', () => {
  test('are those of the application, the newest being the candidate', () => {
    expect(completed([V2, V1, deployed('v9', 9, { application: 'cart' })])).toEqual({
      ...{ application: 'shop', target: { kind: 'gateway-api' }, baseline: 'v1', candidate: 'v2' },
      versions: { v1: { service: 'shop-v1' }, v2: { service: 'shop-v2' } },
      routes: [{ name: 'default', weights: { v1: 100 } }],
      policies: [{ type: 'time' }],
    });
  });

  test('share a service in a mesh, and where the target names one', () => {
    const istio = { target: { kind: 'istio' } };
    expect(completed([V1], null, istio)).toMatchObject({
      versions: { v1: { service: 'shop', labels: { version: 'v1' } } },
    });
    const named = { target: { kind: 'istio', discover: { service: 'web', port: 8080 } } };
    expect(completed([V1], null, named)).toMatchObject({
      target: { kind: 'istio' },
      versions: { v1: { service: 'web', port: 8080, labels: { version: 'v1' } } },
    });
    expect(completed([V1], null, named)).not.toHaveProperty(['target', 'discover']);
  });

  test('that are one alone have nothing to release', () => {
    expect(completed([V1])).not.toHaveProperty('policies');
    expect(completed([V1])).not.toHaveProperty('candidate');
  });

  test('go on from what was promoted, also where the first is gone', () => {
    const promoted = completed([V1, V2], since('v2'));
    expect(promoted).toMatchObject({ baseline: 'v2', routes: [{ weights: { v2: 100 } }] });
    expect(promoted).not.toHaveProperty('candidate');
    expect(completed([V2, V3], since('v2'))).toMatchObject({
      ...{ baseline: 'v2', candidate: 'v3', routes: [{ weights: { v2: 100 } }] },
      policies: [{ type: 'time' }],
    });
  });

  test('stay in their release after a promotion, so that it can be taken back, until a newer one is there or the older one is gone', () => {
    const released = completed([V1, V2]);
    expect(completed([V1, V2], since('v2', 'v1'))).toEqual(released);
    expect(completed([V1, V2, V3], since('v2', 'v1'), { candidate: 'v2' })).toMatchObject({
      ...{ baseline: 'v1', candidate: 'v2', policies: [{ type: 'time' }] },
    });
    expect(completed([V1, V2, V3], since('v2', 'v1'))).toMatchObject({ baseline: 'v2', candidate: 'v3' });
    expect(completed([V2], since('v2', 'v1'))).toEqual(completed([V2], since('v2')));
    expect(completed([V1, V2, V3], since('v3', 'v2'))).toMatchObject({
      ...{ baseline: 'v2', candidate: 'v3', routes: [{ weights: { v2: 100 } }] },
    });
  });

  test('that a route names twice by then have both shares', () => {
    const routes = [{ name: 'default', weights: { v1: '70%', v2: 30 } }];
    expect(completed([V1, V2], since('v2'), { routes })).toMatchObject({
      routes: [{ weights: { v2: 100 } }],
    });
  });

  test('are no business of a document that names its own', () => {
    const spec = { versions: { v1: { service: 'a' } } };
    expect(completed([V1, V2], since('v2'), spec)).toMatchObject({ ...spec, baseline: 'v1' });
  });
});

describe('a Deployment', () => {
  const metadata = {
    ...{ name: 'shop-v2', namespace: 'team', generation: 3, creationTimestamp: '2026-01-01T00:00:00Z' },
    labels: { app: 'shop', version: 'v2' },
  };
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec: { replicas: 2 } };

  test('is a version by its labels', () => {
    const status = { observedGeneration: 3, availableReplicas: 2, updatedReplicas: 1 };
    expect(deployedVersion({ ...object, status })).toEqual({
      ...{ namespace: 'team', deployment: 'shop-v2', application: 'shop', label: 'v2' },
      ...{ createdAt: Date.UTC(2026, 0, 1), wanted: 2, available: 1 },
    });
    const { labels: _labels, ...unlabelled } = metadata;
    expect(deployedVersion({ ...object, metadata: unlabelled })).toBeNull();
  });

  test('has nothing available while its status is that of an older specification', () => {
    const status = { observedGeneration: 2, availableReplicas: 2, updatedReplicas: 2 };
    expect(deployedVersion({ ...object, status })?.available).toBe(0);
  });
});
