import { beforeAll, describe, expect, test } from '@jest/globals';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import { lamia, type Ended } from '../cli/lamia.js';
import { apply, cluster, makeNamespace, pathOf, succeeded } from './cluster.js';
import { request } from './server/request.mjs';

const { access, kubeconfig } = cluster();

const INGRESS = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  plural: 'ingresses',
  namespaced: true,
};

let namespace: string;
beforeAll(async () => {
  namespace = await makeNamespace(access, 'expose');
});

const expose = (application: string, ...words: readonly string[]): Promise<Ended> =>
  lamia(
    [
      'expose',
      application,
      '--port',
      '80',
      '--host',
      'shop.example',
      '--namespace',
      namespace,
      '--apply',
      ...words,
    ],
    { env: { KUBECONFIG: kubeconfig } },
  );

describe('lamia expose --apply', () => {
  test('makes the objects, and again', async () => {
    for (let time = 0; time < 2; time += 1) {
      expect(await expose('shop', '--target-port', '8080')).toEqual({
        code: 0,
        stdout: `service ${namespace}/shop\ningress ${namespace}/shop\n`,
        stderr: '',
      });
    }
    const service = succeeded(await request(access, 'GET', `${pathOf(KINDS.service, namespace)}/shop`));
    expect(service).toMatchObject({
      spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 8080 }], selector: { app: 'shop' } },
    });
  });

  test('takes nothing from others, and then makes nothing', async () => {
    const { apiVersion, kind } = INGRESS;
    const rules = [{ host: 'other.example' }];
    await apply(access, INGRESS, {
      apiVersion,
      kind,
      metadata: { name: 'held', namespace },
      spec: { rules },
    });
    const { code, stdout, stderr } = await expose('held');
    expect([code, stdout, stderr]).toEqual([3, '', expect.stringContaining('.spec.rules')]);
    expect(succeeded(await request(access, 'GET', `${pathOf(INGRESS, namespace)}/held`))).toMatchObject({
      spec: { rules },
    });
    expect((await request(access, 'GET', `${pathOf(KINDS.service, namespace)}/held`)).status).toBe(404);
  });
});
