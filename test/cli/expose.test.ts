import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { folderWith, lamia } from './lamia.js';

const SHOP = ['expose', 'shop', '--port', '80', '--host', 'shop.example'];

/** Nothing listens at port 1. */
const NOWHERE = `apiVersion: v1
kind: Config
clusters: [{ name: c, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: u, user: { token: t } }]
contexts: [{ name: x, context: { cluster: c, user: u } }]
current-context: x
`;

describe('lamia expose', () => {
  test('writes a service and an ingress, as YAML or as one JSON document', async () => {
    const { code, stdout, stderr } = await lamia([
      ...SHOP,
      '--target-port',
      '8080',
      '--ingress-class',
      'nginx',
    ]);
    expect([code, stderr]).toEqual([0, '']);
    const objects = parseAllDocuments(stdout).map((document) => document.toJS() as unknown);
    expect(objects).toMatchObject([
      { kind: 'Service', metadata: { name: 'shop' }, spec: { ports: [{ port: 80, targetPort: 8080 }] } },
      { kind: 'Ingress', spec: { ingressClassName: 'nginx', rules: [{ host: 'shop.example' }] } },
    ]);
    const json = await lamia([...SHOP, '--target-port', '8080', '--ingress-class', 'nginx', '--json']);
    expect(JSON.parse(json.stdout)).toEqual({ objects });
  });

  test('quotes what clusters would not read as text', async () => {
    const { stdout } = await lamia(['expose', 'on', '--port', '80', '--host', 'shop.example']);
    expect(
      parseAllDocuments(stdout, { version: '1.1' }).map((document) => document.toJS() as unknown),
    ).toMatchObject([
      { metadata: { name: 'on' }, spec: { selector: { app: 'on' } } },
      { metadata: { name: 'on' } },
    ]);
  });

  test('says what a Gateway of another namespace must allow', async () => {
    const { code, stderr } = await lamia([...SHOP, '--gateway', 'public/infra']);
    expect([code, stderr]).toEqual([0, expect.stringContaining('`allowedRoutes`')]);
    expect((await lamia([...SHOP, '--gateway', 'public/infra', '--namespace', 'infra'])).stderr).toBe('');
  });

  test('says that no cluster is there to apply to, and which one gives no answer', async () => {
    const folder = await folderWith({ 'nowhere.yaml': NOWHERE });
    try {
      const apply = (kubeconfig: string, ...words: readonly string[]) =>
        lamia([...SHOP, '--apply', ...words], { env: { KUBECONFIG: join(folder.path, kubeconfig) } });
      const missing = await apply('missing.yaml');
      expect([missing.code, missing.stdout, missing.stderr]).toEqual([
        3,
        '',
        expect.stringContaining('missing.yaml'),
      ]);
      const nowhere = await apply('nowhere.yaml', '--json');
      expect([nowhere.code, JSON.parse(nowhere.stdout)]).toEqual([
        3,
        { ok: false, error: expect.stringContaining('127.0.0.1:1') },
      ]);
    } finally {
      await folder.remove();
    }
  });

  test.each([
    [['expose', '--port', '80', '--host', 'a.example'], 'missing required argument `application`'],
    [['expose', 'shop'], 'required option `--port <port>` not specified'],
    [['expose', 'shop', '--port', '80'], 'required option `--host <host>` not specified'],
    [['expose', 'Shop', '--port', '80', '--host', 'a.example'], '`Shop` cannot name a service'],
    [['expose', '1shop', '--port', '80', '--host', 'a.example'], 'a letter first'],
    [
      ['expose', 'shop', '--port', '0', '--host', 'a.example'],
      '`--port` wants a port from 1 to 65535, not `0`',
    ],
    [['expose', 'shop', '--port', '80', '--host', 'http://Shop.example:80/a'], 'did you mean `shop.example`'],
    [['expose', 'shop', '--port', '80', '--host', '10.0.0.1'], '`--host` wants a name'],
    [['expose', 'shop', '--port', '80', '--host', 'a..b'], '`--host` wants a name'],
    [[...SHOP, '--target-port', '99999'], '`--target-port` wants a port from 1 to 65535, not `99999`'],
    [[...SHOP, '--target-port', 'a-name-that-is-too-long'], 'or the name of one'],
    [[...SHOP, '--context', 'a'], '`--context` says where to apply; add `--apply`, or leave it out'],
    [[...SHOP, '--namespace', 'a.b'], '`--namespace` wants a namespace'],
    [[...SHOP, '--gateway', 'a/b/c'], '`--gateway` wants `NAME` or `NAME/NAMESPACE`, not `a/b/c`'],
    [[...SHOP, '--gateway', 'a/B'], 'not `a/B`'],
    [[...SHOP, '--gateway', 'A'], '`--gateway` wants a name'],
    [[...SHOP, '--listener', 'http'], 'name it, or leave the listener out'],
    [[...SHOP, '--gateway', 'a', '--ingress-class', 'b'], '`--ingress-class` and `--gateway` at once'],
    [[...SHOP, '--gateway', 'a', '--gateway-class', 'b'], '`--gateway` and `--gateway-class` at once'],
  ])('is called wrongly with %j', async (args, message) => {
    expect(await lamia(args)).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
