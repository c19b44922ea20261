import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CERTIFICATE, KEY } from '../../packages/runtime/src/http/testing/certificate.js';
import { KINDS } from '../../packages/runtime/src/kubernetes/cluster/kinds.js';
import {
  apply,
  describeWithServer,
  eventually,
  makeNamespace,
  messageOf,
  pathOf,
  succeeded,
} from './cluster.js';
import { accountAccess, applyManifests, CONTROLLER, rightsManifests, shipped } from './controller-account.js';
import { startController, type ControllerProcess } from './controller-process.js';
import { definitionsIn, install } from './definitions.js';
import { freePorts } from './server/child-process.mjs';
import { request, type Answer } from './server/request.mjs';
import { startServer, type RunningServer } from './server/start.mjs';

const CRDS = join(import.meta.dirname, '../../deploy/crds');
const CONFIGURATIONS = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'ValidatingWebhookConfiguration',
  plural: 'validatingwebhookconfigurations',
  namespaced: false,
};

describeWithServer('the webhook that an API server asks', (assets) => {
  let server: RunningServer;
  let folder: string;
  let namespace: string;
  let port: number;
  let replica: ControllerProcess;

  beforeAll(async () => {
    server = await startServer(assets);
    await install(server.access, definitionsIn(CRDS));
    await applyManifests(server.access, rightsManifests());
    namespace = await makeNamespace(server.access, 'webhook');
    folder = await mkdtemp(join(tmpdir(), 'lamia-webhook-'));
    await writeFile(join(folder, 'tls.crt'), CERTIFICATE);
    await writeFile(join(folder, 'tls.key'), KEY);
    [port = 0] = await freePorts(1);
    replica = await start('one');
    await configure('Ignore');
    await eventually('it is asked', async () => (await dryRun(BROKEN)).status !== 201);
  });
  afterAll(async () => {
    await replica.stop();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (name: string): Promise<ControllerProcess> => {
    const access = await accountAccess(server.access, CONTROLLER);
    const files = ['--webhook-cert', join(folder, 'tls.crt'), '--webhook-key', join(folder, 'tls.key')];
    const args = ['--webhook-listen', `127.0.0.1:${port}`, ...files];
    return startController({ name, access, args });
  };

  /** The configuration that is shipped, for a replica that is in no cluster. */
  const configure = async (failurePolicy: 'Ignore' | 'Fail'): Promise<void> => {
    const manifest = shipped().find(({ kind }) => kind === CONFIGURATIONS.kind);
    if (manifest === undefined) throw new Error('the configuration is shipped');
    const { metadata, webhooks } = manifest as typeof manifest & { readonly webhooks: readonly object[] };
    const clientConfig = {
      url: `https://127.0.0.1:${port}/admission`,
      caBundle: Buffer.from(CERTIFICATE).toString('base64'),
    };
    await apply(server.access, CONFIGURATIONS, {
      ...{ apiVersion: CONFIGURATIONS.apiVersion, kind: CONFIGURATIONS.kind },
      metadata: { name: metadata.name },
      webhooks: webhooks.map((webhook) => ({ ...webhook, clientConfig, failurePolicy })),
    });
  };

  /** Well formed, so that nothing but the check can tell what is wrong. */
  const BROKEN =
    'if (metric candidate "requests" > 20%) { result = candidate; } else { result = nil; } result';
  const SOUND = 'if (metric candidate "requests" > 20) { result = candidate; } else { result = nil; } result';

  const gateway = (expression: string, name = 'shop') => ({
    ...{ apiVersion: KINDS.gateway.apiVersion, kind: KINDS.gateway.kind, metadata: { name, namespace } },
    spec: {
      application: 'shop',
      hosts: ['shop.example'],
      target: { kind: 'istio' },
      versions: { v1: { labels: { version: 'v1' } }, v2: { labels: { version: 'v2' } } },
      ...{ baseline: 'v1', candidate: 'v2' },
      metrics: { source: { kind: 'prometheus', url: 'http://prometheus:9090' } },
      routes: [{ name: 'default', weights: { v1: 100 } }],
      policies: [{ type: 'custom', interval: '2m', step: '10%', expression }],
    },
  });
  const create = (body: object, query = ''): Promise<Answer> =>
    request(server.access, 'POST', `${pathOf(KINDS.gateway, namespace)}${query}`, { body });
  const dryRun = (expression: string): Promise<Answer> => create(gateway(expression, 'tried'), '?dryRun=All');

  test('refuses a gateway with what is wrong, where, and how to mend it', async () => {
    const answer = await create(gateway(BROKEN));
    expect(answer.status).toBe(422);
    const message = messageOf(answer);
    expect(message).toContain('admission webhook "check.lamia.dev" denied the request');
    expect(message).toContain('both sides must have one unit [unit-mismatch]');
    expect(message).toMatch(/\n +\| +\^\^+/);
    const { status } = await request(server.access, 'GET', `${pathOf(KINDS.gateway, namespace)}/shop`);
    expect(status).toBe(404);
  });

  test('lets one through that nothing is wrong with, and refuses a change that breaks it', async () => {
    succeeded(await create(gateway(SOUND)));
    // Whatever the controller wrote of it meanwhile.
    const answer = await request(server.access, 'PATCH', `${pathOf(KINDS.gateway, namespace)}/shop`, {
      body: { spec: { policies: gateway(BROKEN).spec.policies } },
      contentType: 'application/merge-patch+json',
    });
    expect([answer.status, messageOf(answer)]).toEqual([422, expect.stringContaining('unit-mismatch')]);
  });

  test('holds nobody up while no replica answers, unless its configuration says so', async () => {
    await replica.stop();
    await eventually('it is let through', async () => (await dryRun(BROKEN)).status === 201);
    await configure('Fail');
    await eventually('it is held up', async () => (await dryRun(SOUND)).status === 500);
    expect(messageOf(await dryRun(SOUND))).toContain('failed calling webhook "check.lamia.dev"');
    replica = await start('two');
    await eventually('it is asked again', async () => (await dryRun(SOUND)).status === 201);
    expect((await dryRun(BROKEN)).status).toBe(422);
  });
});
