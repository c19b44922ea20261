import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { connect } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { commandJob } from '../../api/language/command-job.js';
import { RENEWED_CERTIFICATE, RENEWED_KEY } from '../../api/testing/renewed-certificate.js';
import { gatewayText } from '../../config/testing/gateway-text.js';
import { CERTIFICATE, KEY } from '../../http/testing/certificate.js';
import { startAdmissionServer, type AdmissionServer } from './admission-server.js';
import type { AdmissionPorts } from './verdict.js';

let folder: string;
let server: AdmissionServer;
const faults: unknown[] = [];
const files = () => ({ cert: join(folder, 'tls.crt'), key: join(folder, 'tls.key') });
const none = { list: () => [] };
const ports: AdmissionPorts = {
  // The check without a thread.
  language: { run: (job, body) => commandJob(job, body as never) },
  ...{ gateways: none, policies: none, clock: () => 0 },
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-admission-'));
  await writeFile(files().cert, CERTIFICATE);
  await writeFile(files().key, KEY);
  faults.length = 0;
  server = await startAdmissionServer(
    {
      listen: { host: '127.0.0.1', port: 0 },
      tls: files(),
      report: (fault) => faults.push(fault),
      reload: 20,
    },
    ports,
  );
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function ask(
  body: string,
  path = '/admission',
): Promise<{ readonly status: number; readonly body: unknown }> {
  return new Promise((resolve, reject) => {
    const { port } = server.address;
    const headers = { 'content-type': 'application/json' };
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      ca: CERTIFICATE,
      headers,
      agent: false,
    } as const;
    const sent = request(options, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as unknown }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What an API server asks of an object. */
function review(object: unknown, operation = 'CREATE'): string {
  const asked = { uid: 'a-1', operation, namespace: 'team', object };
  return JSON.stringify({ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview', request: asked });
}

const gateway = (changes: Readonly<Record<string, string | null>> = {}): object => ({
  ...(parse(gatewayText(changes)) as object),
  apiVersion: 'lamia.dev/v1',
});

describe('a review is answered', () => {
  test('with leave for what is right', async () => {
    expect(await ask(review(gateway()))).toEqual({
      status: 200,
      body: {
        ...{ apiVersion: 'admission.k8s.io/v1', kind: 'AdmissionReview' },
        response: { uid: 'a-1', allowed: true },
      },
    });
  });

  test('with what is wrong', async () => {
    expect(await ask(review(gateway({ baseline: 'v9' })))).toMatchObject({
      status: 200,
      body: {
        response: {
          uid: 'a-1',
          allowed: false,
          status: { code: 422, message: expect.stringContaining('`v9`') },
        },
      },
    });
  });

  test('of an object whose name is still to be made up', async () => {
    const unnamed = { ...gateway(), metadata: { generateName: 'shop-' } };
    expect(await ask(review(unnamed))).toMatchObject({ body: { response: { allowed: true } } });
  });
});

test.each([
  ['no review', '{}', 400],
  ['no JSON', '{', 400],
  ['another kind', review({ apiVersion: 'v1', kind: 'Secret', metadata: {} }), 400],
  ['more than an API server sends', review({ ...gateway(), text: 'a'.repeat(5_000_000) }), 413],
])('%s is refused', async (_, body, status) => {
  expect((await ask(body)).status).toBe(status);
  expect(faults).toEqual([]);
});

test('a renewed certificate is served without a restart', async () => {
  const served = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const options = { port: server.address.port, host: '127.0.0.1', rejectUnauthorized: false };
      const socket = connect(options, () => {
        resolve(socket.getPeerX509Certificate()?.toString().trim() ?? '');
        socket.destroy();
      });
      socket.once('error', reject);
    });
  expect(await served()).toBe(CERTIFICATE.trim());
  await writeFile(files().key, RENEWED_KEY);
  await writeFile(files().cert, RENEWED_CERTIFICATE);
  while ((await served()) !== RENEWED_CERTIFICATE.trim()) await wait(10);
});

test('without a usable certificate it does not start', async () => {
  await writeFile(files().cert, 'none');
  const started = startAdmissionServer(
    { listen: { host: '127.0.0.1', port: 0 }, tls: files(), report: (fault) => faults.push(fault) },
    ports,
  );
  await expect(started).rejects.toThrow('cannot be used');
});
