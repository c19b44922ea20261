import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lamia } from './lamia.js';

/** What the runtime's own configuration says of places, as the commands that only look hold gateways to it. */
jest.setTimeout(60_000);

const GATEWAY = `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 8080/http
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:9001" }, version2: { address: "10.0.0.2:9002" } }
  baseline: version1
  routes: [{ name: default, weights: { version1: 100 } }]
`;

const secure = (certificate: string): string =>
  GATEWAY.replace('{ kind: embedded }', '{ kind: haproxy }').replace(
    '8080/http',
    `8080/http\n  tls: { listen: 8443, certificates: [${certificate}] }`,
  );

const runtime = (spec: string): string =>
  `apiVersion: lamia/v1\nkind: Runtime\nmetadata: { name: main }\nspec: ${spec}\n`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-places-'));
  await mkdir(join(folder, 'certificates'));
  await mkdir(join(folder, 'gateways'));
  for (const file of ['certificates/shop.pem', 'gateways/own.pem']) await writeFile(join(folder, file), 'x');
  await symlink('../certificates/shop.pem', join(folder, 'gateways/link.pem'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);
const command = (...args: readonly string[]) => lamia(args, { cwd: folder });

describe('versions at hosts that the runtime does not allow', () => {
  beforeEach(async () => {
    await write('shop.yaml', GATEWAY);
    await write('runtime.yaml', runtime('{ upstreams: [ 127.0.0.1 ] }'));
    await write('wide.yaml', runtime('{ upstreams: [ 127.0.0.1, 10.0.0.0/8 ] }'));
  });

  test('are found by check, each where it stands', async () => {
    const { code, stderr } = await command('check', 'shop.yaml', '--config', 'runtime.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain(
      'shop.yaml:8:56: error: `10.0.0.2` is not among the `upstreams` of this runtime; name a host that is',
    );
    expect(await command('check', 'shop.yaml', '--config', 'wide.yaml')).toMatchObject({ code: 0 });
    expect(await command('check', 'shop.yaml')).toMatchObject({ code: 0 });
  });

  test('are refused by plan as by run', async () => {
    const { code, stderr, stdout } = await command('plan', 'shop.yaml', '--config', 'runtime.yaml');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('shop: `10.0.0.2` is not among the `upstreams` of this runtime');
    const allowed = await command('plan', 'shop.yaml', '--config', 'wide.yaml');
    expect([allowed.code, allowed.stdout]).toEqual([
      0,
      expect.stringContaining('gateway shop (not served yet)'),
    ]);
  });
});

describe('the certificate of a gateway', () => {
  const outside = (path: string, home: string): string =>
    `the certificate \`${path}\` is not in the folder \`${home}\`, out of which none may lead`;

  test.each([
    ['in its own folder', 'own.pem', null],
    ['above it', '../certificates/shop.pem', outside('certificates/shop.pem', 'gateways')],
    ['behind a link', 'link.pem', outside('gateways/link.pem', 'gateways')],
    ['anywhere', '/etc/hostname', outside('/etc/hostname', 'gateways')],
  ])('%s: %s', async (_, path, message) => {
    await write('gateways/shop.yaml', secure(path));
    const checked = await command('check', 'gateways/shop.yaml', '--json');
    const planned = await command('plan', 'gateways/shop.yaml');
    expect([checked.code, planned.code]).toEqual([0, message === null ? 0 : 1]);
    if (message === null) {
      expect(checked.stdout).not.toContain('outside-folder');
      return;
    }
    expect(JSON.parse(checked.stdout)).toMatchObject({
      files: [
        {
          diagnostics: [
            { code: 'outside-folder', severity: 'warning', message: expect.stringContaining(message) },
          ],
        },
      ],
    });
    expect(planned.stderr).toContain(message);
  });

  test('is in the folder that the runtime names, relative to that', async () => {
    await write('runtime.yaml', runtime('{ certificates: certificates }'));
    await write('gateways/shop.yaml', secure('shop.pem'));
    expect(await command('plan', 'gateways/shop.yaml', '--config', 'runtime.yaml')).toMatchObject({
      code: 0,
    });
    await write('gateways/shop.yaml', secure('../gateways/own.pem'));
    const { code, stderr } = await command('plan', 'gateways/shop.yaml', '--config', 'runtime.yaml');
    expect(code).toBe(1);
    expect(stderr).toContain(outside('gateways/own.pem', 'certificates'));
  });
});
