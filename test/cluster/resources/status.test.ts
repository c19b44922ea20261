import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { KINDS } from '../../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { withStanding } from '../../../packages/runtime/src/kubernetes/resources/resource-status.js';
import { actedIn, writtenStatus } from '../../../packages/runtime/src/kubernetes/resources/written-status.js';
import { gatewayWith, timePolicy } from '../../../packages/runtime/src/release/testing/gateways.js';
import { Play } from '../../../packages/runtime/src/release/testing/play.js';
import { cluster, makeNamespace, pathOf, succeeded, testSince } from '../cluster.js';
import { definitionsIn, install } from '../definitions.js';
import { request } from '../server/request.mjs';

const { access } = cluster();
const NOW = Date.parse('2026-11-26T10:00:00Z');
const SPEC = `
  application: shop
  target: { kind: istio }
  hosts: [shop.example]
  baseline: version1
  routes: [{ name: default, weights: { version1: 100 } }]
  policies: [{ type: time }]
`;

let namespace: string;
beforeAll(async () => {
  await install(access, definitionsIn(join(import.meta.dirname, '../../../deploy/crds')));
  namespace = await makeNamespace(access, 'status');
});

test('a status is kept as it was written, and tells people what they ask for', async () => {
  const path = pathOf(KINDS.gateway, namespace);
  const metadata = { name: 'shop', namespace };
  const body = { apiVersion: 'lamia.dev/v1', kind: 'Gateway', metadata, spec: parse(SPEC) as unknown };
  const made = succeeded(await request(access, 'POST', path, { body })) as KubernetesObject;
  const play = new Play(gatewayWith([timePolicy()], { name: `${namespace}/shop` }));
  play.run(20_000, { type: 'time', requests: [] });
  const { gateway, state, record } = play;
  const standing = { gateway, state, record, epoch: 4, acted: 'pause #7 by kubectl-annotate' };

  const written = withStanding(made, standing, NOW);
  const kept = succeeded(
    await request(access, 'PUT', `${path}/shop/status`, { body: written }),
  ) as KubernetesObject;
  expect(kept['status']).toEqual(written['status']);
  expect(writtenStatus(kept)).toEqual({ epoch: 4, state, problem: null });
  expect(actedIn(kept)).toBe(standing.acted);
  // What it says already is not written again.
  expect(withStanding(kept, standing, NOW + 60_000)).toBe(kept);

  const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
  const table = succeeded(await request(access, 'GET', path, { accept })) as Table;
  expect(table.columnDefinitions.filter(({ priority }) => priority === 0).map(({ name }) => name)).toEqual([
    'Name',
    'Version',
    'Weight',
    'Phase',
    'Ready',
    'Reason',
    'Age',
  ]);
  const { reason } = play.release;
  expect(table.rows[0]?.cells).toEqual(
    expect.arrayContaining(['shop', 'version2', '20%', 'Progressing', 'True', reason]),
  );
});

// Before 1.22 nobody is told who wrote a status.
testSince(
  22,
  'who wrote which part of the state is not kept, which would be longer than the state',
  async () => {
    const path = `${pathOf(KINDS.gateway, namespace)}/shop`;
    const { metadata } = succeeded(await request(access, 'GET', path)) as KubernetesObject;
    const managed = metadata.managedFields?.find(({ subresource }) => subresource === 'status');
    expect(managed?.fieldsV1).toMatchObject({ 'f:status': { 'f:state': {} } });
  },
);

/** What `kubectl get` prints. */
interface Table {
  readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[];
  readonly rows: readonly { readonly cells: readonly unknown[] }[];
}
