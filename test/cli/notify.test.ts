import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { isSigned, type SignedHeaders } from '../../packages/runtime/src/http/signature.js';
import { openReceiver, status, type Receiver } from '../../packages/runtime/src/notify/testing/receiver.js';
import { lamia } from './lamia.js';
import { RunScene } from './run-scene.js';

/** Several processes one after the other, on a machine that has other work too. */
jest.setTimeout(60_000);

const KEY = 'a signing key of more than 24 bytes';
const CONFIG = `apiVersion: lamia/v1
kind: Runtime
metadata: { name: main }
spec:
  notifiers:
    audit: { kind: webhook, url: { file: url }, signingKey: { file: key } }
    others: { kind: webhook, url: { file: url }, signingKey: { file: key }, gateways: [other] }
`;

let scene: RunScene;
let receiver: Receiver;
beforeEach(async () => {
  scene = await RunScene.open();
  receiver = await openReceiver();
  await scene.write(scene.gatewayText());
  await writeFile(join(scene.folder, 'runtime.yaml'), CONFIG);
  await writeFile(join(scene.folder, 'url'), `${receiver.url}secret/path\n`);
  await writeFile(join(scene.folder, 'key'), `${KEY}\n`);
});
afterEach(async () => {
  await scene.close();
  await receiver.close();
});

async function until(isSo: () => boolean): Promise<void> {
  for (let n = 0; !isSo(); n += 1) {
    if (n > 2_000) throw new Error(`that never came: ${JSON.stringify(receiver.received)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const told = (): readonly string[] =>
  receiver.received.map(({ body }) => (JSON.parse(body) as { readonly title: string }).title);

test('a release is told from its start to its end, signed, in order', async () => {
  const running = scene.run('--config', 'runtime.yaml');
  await running.line('ended');
  await until(() => receiver.received.length >= 4);
  expect(await running.stop()).toBe(0);
  expect(told()).toEqual([
    'release started: version1 to version2',
    'weights changed to version1 50%, version2 50%',
    'weights changed to version1 0%, version2 100%',
    'promoted, version2 is stable',
  ]);
  for (const { headers, body } of receiver.received) {
    const signed = headers as unknown as SignedHeaders; // which is what the next line finds out
    expect(isSigned(Buffer.from(KEY), signed, body, Date.now())).toBe(true);
  }
});

test('a runtime that is killed while nobody can be told tells it when it is started again, each once', async () => {
  receiver.answer(...Array.from({ length: 50 }, () => status(503)));
  const first = scene.run('--config', 'runtime.yaml');
  // The release is at its end however long the notifier is away.
  await first.line('ended');
  await until(() => receiver.received.length >= 1);
  await first.stop('SIGKILL');
  await receiver.close();
  receiver = await openReceiver();
  await writeFile(join(scene.folder, 'url'), `${receiver.url}secret/path\n`);
  const second = scene.run('--config', 'runtime.yaml');
  await until(() => receiver.received.length >= 4);
  await second.stop();
  expect(told()).toEqual([
    'release started: version1 to version2',
    'weights changed to version1 50%, version2 50%',
    'weights changed to version1 0%, version2 100%',
    'promoted, version2 is stable',
  ]);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(4);
});

test('no output of a run holds a secret, also where the notifier repeats them', async () => {
  receiver.answer((response) => response.writeHead(403).end(`no ${receiver.url}secret/path with ${KEY}`));
  const running = scene.run('--config', 'runtime.yaml');
  await until(() => running.stderr.includes('the notifier `audit` could not be told (attempt 1)'));
  await running.stop();
  for (const secret of [KEY, 'secret/path']) {
    expect(running.stderr).not.toContain(secret);
    expect(JSON.stringify(running.said)).not.toContain(secret);
  }
});

test('a dry run tells nobody', async () => {
  const running = scene.run('--config', 'runtime.yaml', '--dry-run');
  await running.line('ended');
  await running.stop();
  expect(receiver.received).toEqual([]);
});

test('a key that is missing refuses the start', async () => {
  await writeFile(join(scene.folder, 'key'), '');
  const ended = await lamia(['run', 'shop.yaml', '--config', 'runtime.yaml'], { cwd: scene.folder });
  expect(ended).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('with the signing key cannot be read: it is empty'),
  });
});
