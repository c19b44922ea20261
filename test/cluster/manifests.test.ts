import { beforeAll, describe, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { mayDo } from './access-review.js';
import { cluster, eventually, makeNamespace, messageOf, pathOf, succeeded, testSince } from './cluster.js';
import { accountAccess, applyManifests, CONTROLLER, rightsManifests, shipped } from './controller-account.js';
import { request, type Access } from './server/request.mjs';

const { access } = cluster();

let namespace: string;
let controller: Access;
beforeAll(async () => {
  namespace = await makeNamespace(access, 'manifests');
  await applyManifests(access, rightsManifests());
  controller = await accountAccess(access, CONTROLLER);
  // The server learns of new roles a moment after it has taken them.
  await eventually('the controller has its rights', () => may('patch', 'gloo.solo.io', 'upstreams'));
});

const may = (verb: string, group: string, resource: string, where = namespace): Promise<boolean> =>
  mayDo(controller, { verb, group, resource, namespace: where });

describe('the manifests that are shipped', () => {
  // Before 1.21 there are no PodDisruptionBudgets of `policy/v1`.
  testSince(21, 'an API server takes all of them, and knows each of their fields', async () => {
    const applied = await applyManifests(access, shipped(), 'dryRun=All&fieldValidation=Strict');
    expect(applied.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['Deployment', 'NetworkPolicy']));
  });

  // Before 1.23 the label of the namespace says nothing to the server.
  testSince(23, 'the pods of the controller are let into a namespace that is restricted', async () => {
    const deployment = shipped().find(({ kind }) => kind === 'Deployment');
    const { template } = deployment?.['spec'] as { readonly template: object };
    const pod = { apiVersion: 'v1', kind: 'Pod', ...template, metadata: { name: 'controller' } };
    const path = `/api/v1/namespaces/${CONTROLLER.namespace}/pods?dryRun=All`;
    succeeded(await request(access, 'POST', path, { body: pod }));
    const root = JSON.parse(
      JSON.stringify(pod).replace('"runAsNonRoot":true', '"runAsNonRoot":false'),
    ) as object;
    const refused = await request(access, 'POST', path, { body: root });
    expect([refused.status, messageOf(refused)]).toEqual([403, expect.stringContaining('runAsNonRoot')]);
  });
});

describe('the account of the controller', () => {
  test.each([
    ['update', 'lamia.dev', 'gateways/status'],
    ['update', 'lamia.dev', 'gateways'],
    ['watch', 'lamia.dev', 'policies'],
    ['patch', 'networking.istio.io', 'virtualservices'],
    ['create', 'gateway.networking.k8s.io', 'httproutes'],
    ['patch', 'gloo.solo.io', 'upstreams'],
    ['list', 'apps', 'deployments'],
  ])('may %s %s %s', async (verb, group, resource) => {
    await eventually('it may', () => may(verb, group, resource));
  });

  test.each([
    ['delete', 'lamia.dev', 'gateways'],
    ['update', 'lamia.dev', 'policies'],
    ['patch', 'apps', 'deployments'],
    ['get', '', 'secrets'],
    ['list', '', 'pods'],
    ['update', 'coordination.k8s.io', 'leases'],
    ['update', 'rbac.authorization.k8s.io', 'clusterroles'],
  ])('may not %s %s %s', async (verb, group, resource) => {
    expect(await may(verb, group, resource)).toBe(false);
  });

  test('writes leases in its own namespace alone', async () => {
    await eventually('it writes leases there', () =>
      may('update', 'coordination.k8s.io', 'leases', CONTROLLER.namespace),
    );
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'a' }, spec: {} };
    const answer = await request(controller, 'POST', pathOf(KINDS.lease, namespace), { body: lease });
    expect(answer.status).toBe(403);
  });
});
