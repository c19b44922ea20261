import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCluster } from '../../packages/runtime/src/kubernetes/cluster/open-cluster.js';
import type { Cluster } from '../../packages/runtime/src/kubernetes/cluster/open-cluster.js';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { clusterContract, PROBE } from '../../packages/runtime/src/kubernetes/testing/cluster-contract.js';
import { cluster, makeNamespace, testSince } from './cluster.js';
import { installProbes } from './probes.js';

const never = new AbortController().signal;

let opened: Cluster;

beforeAll(async () => {
  const { access, kubeconfig } = cluster();
  await installProbes(access);
  opened = await openCluster({ context: null, environment: { KUBECONFIG: kubeconfig } });
});

afterAll(() => opened.close());

describe('the objects of a real cluster', () => {
  clusterContract(
    async () => ({
      objects: opened.objects,
      namespace: await makeNamespace(cluster().access, 'contract'),
    }),
    (name, body) => testSince(21, name, body),
  );

  test('a kind that is not installed is not found, with what to do', async () => {
    const kind = { ...PROBE, apiVersion: 'not-installed.lamia.dev/v1' };
    const key = { namespace: 'default', name: 'shop' };
    const asked = opened.objects.get(kind, key, never);
    await expect(asked).rejects.toMatchObject({ failure: 'not-found' });
    await expect(asked).rejects.toThrow('install its custom resource definition');
  });

  test('an object that its definition refuses is invalid', async () => {
    const object = {
      ...{ apiVersion: PROBE.apiVersion, kind: PROBE.kind },
      ...{ metadata: { name: 'shop', namespace: 'default' }, spec: { hosts: 7 } },
    };
    await expect(opened.objects.create(PROBE, object, never)).rejects.toMatchObject({ failure: 'invalid' });
  });

  test('a field that the definition does not have is refused when it is applied', async () => {
    const object = {
      ...{ apiVersion: PROBE.apiVersion, kind: PROBE.kind },
      ...{ metadata: { name: 'shop', namespace: 'default' }, spec: { hosts: ['a'], unheard: true } },
    };
    const applied = opened.objects.apply(PROBE, object, { manager: 'lamia', force: true }, never);
    await expect(applied).rejects.toMatchObject({ failure: 'invalid' });
    await expect(applied).rejects.toThrow('unheard');
  });

  test('a lease keeps its times to the microsecond', async () => {
    const { apiVersion, kind } = KINDS.lease;
    const spec = { renewTime: '2026-11-26T10:11:12.123456Z' };
    const metadata = { name: 'times', namespace: await makeNamespace(cluster().access, 'times') };
    const made = await opened.objects.create(KINDS.lease, { apiVersion, kind, metadata, spec }, never);
    expect(made['spec']).toEqual(spec);
  });
});
