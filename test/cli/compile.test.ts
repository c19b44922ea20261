import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { folderWith, lamia } from './lamia.js';

const FOUNDING =
  'header "User-Agent" regex "^.*(Chrome).*$"  or header "User-Agent" regex "^.*(Nexus 6P).*$"';
const SHARES = ['--to', 'v1=50,v2=50', '--otherwise', 'v1=100'];

const GATEWAY = `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 8080/http
  target: { kind: haproxy }
  versions:
    version1: { address: "127.0.0.1:9001" }
    version2: { address: "127.0.0.1:9002" }
  baseline: version1
  routes:
    - name: beta
      condition: >
        cookie "beta" exact "1"
        and not path under "/admin"
      weights: { version2: 100 }
    - name: default
      weights: { version1: 99.5, version2: 0.5 }
`;

interface Output {
  readonly rules?: readonly object[];
  readonly objects?: readonly { readonly kind?: string }[];
  readonly config?: string | null;
  readonly diagnostics: readonly { readonly code: string; readonly line: number; readonly column: number }[];
}

const read = (stdout: string): Output => JSON.parse(stdout) as Output;

describe('lamia compile', () => {
  test('quotes what clusters, which read YAML 1.1, would not read as text', async () => {
    const { stdout } = await lamia([
      ...['compile', '-e', 'header "X-Tester" exact "yes"', '--target', 'gateway-api'],
      ...['--to', 'on=100', '--otherwise', 'off=100'],
    ]);
    const [route] = parseAllDocuments(stdout, { version: '1.1' }).map(
      (document) => document.toJS() as unknown,
    );
    expect(route).toMatchObject({
      spec: {
        rules: [
          { matches: [{ headers: [{ value: 'yes' }] }], backendRefs: [{ name: 'on' }] },
          { backendRefs: [{ name: 'off' }] },
        ],
      },
    });
  });

  let folder: Awaited<ReturnType<typeof folderWith>>;
  beforeAll(async () => {
    folder = await folderWith({
      'shop.yaml': GATEWAY,
      'scheme.yaml': GATEWAY.replace('cookie "beta" exact "1"', 'scheme exact "https"'),
      'raw.yaml': GATEWAY.replace('cookie "beta" exact "1"', '<url_beg /2>'),
      'weights.yaml': GATEWAY.replace('version1: 99.5', 'version1: 99'),
    });
  });
  afterAll(() => folder.remove());

  test('versions at addresses are clusters of envoy, and no services of istio or the gateway api', async () => {
    const file = join(folder.path, 'shop.yaml');
    const envoy = await lamia(['compile', file, '--target', 'envoy']);
    expect(envoy).toMatchObject({ code: 0, stderr: '' });
    expect(envoy.stdout).toContain('name: 127.0.0.1:9001');
    expect(envoy.stdout).toContain('name: 127.0.0.1:9002');
    for (const target of ['istio', 'gateway-api']) {
      const { code, stderr } = await lamia(['compile', file, '--target', target]);
      expect([code, stderr]).toEqual([
        0,
        expect.stringContaining(
          'version `version1` is at `127.0.0.1`, an address, which no service of a cluster is named',
        ),
      ]);
    }
  });

  test('the founding condition is two rules with the same weights, and the default', async () => {
    const { code, stdout } = await lamia([
      'compile',
      '-e',
      FOUNDING,
      '--target',
      'rules',
      ...SHARES,
      '--json',
    ]);
    expect(code).toBe(0);
    const test = (value: string): object => ({
      field: 'header',
      name: 'user-agent',
      op: 'regex',
      value,
      negated: false,
    });
    expect(read(stdout)).toEqual({
      rules: [
        { all: [test('^.*(Chrome).*$')], to: { v1: 50, v2: 50 } },
        { all: [test('^.*(Nexus 6P).*$')], to: { v1: 50, v2: 50 } },
        { all: [], to: { v1: 100 } },
      ],
      diagnostics: [],
    });
  });

  test.each([
    ['istio', ['VirtualService']],
    ['gateway-api', ['HTTPRoute']],
    ['gloo', ['VirtualService']],
    ['envoy', [undefined]],
  ])('%s gets its objects, as YAML and as JSON', async (target, kinds) => {
    const words = ['compile', '-e', FOUNDING, '--target', target, '--name', 'chrome', ...SHARES];
    const [plain, json] = [await lamia(words), await lamia([...words, '--json'])];
    expect([plain.code, json.code]).toEqual([0, 0]);
    const { objects = [] } = read(json.stdout);
    expect(objects.map(({ kind }) => kind)).toEqual(kinds);
    const documents = parseAllDocuments(plain.stdout);
    expect(documents.map((document) => document.toJS() as unknown)).toEqual(objects);
  });

  test('what a gateway asks of the HAProxy that runs it is not left out silently', async () => {
    const file = join(import.meta.dirname, '../../examples/gateway-endpoints.yaml');
    for (const target of ['haproxy', 'istio']) {
      const { code, stdout, stderr } = await lamia(['compile', file, '--target', target]);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toContain('`balance` of the gateway `pools` is for the haproxy that `lamia run` starts');
    }
    expect((await lamia(['compile', file, '--target', 'rules'])).code).toBe(0);
  });

  test('--split keeps the alternatives apart', async () => {
    const words = ['compile', '-e', FOUNDING, '--target', 'istio', ...SHARES, '--json'];
    const entries = async (more: readonly string[]): Promise<number> => {
      const { stdout } = await lamia([...words, ...more]);
      const [service] = read(stdout).objects ?? [];
      return (service as { spec: { http: unknown[] } }).spec.http.length;
    };
    expect([await entries([]), await entries(['--split'])]).toEqual([2, 3]);
  });

  test('a whole gateway, for the data plane that is asked for', async () => {
    const file = join(folder.path, 'shop.yaml');
    const haproxy = read((await lamia(['compile', file, '--target', 'haproxy', '--json'])).stdout);
    expect(haproxy.config).toContain("default_backend 'shop'");
    expect(haproxy.config).toContain("server 'version2' 127.0.0.1:9002 weight 1");
    const rules = read((await lamia(['compile', file, '--target', 'rules', '--json'])).stdout);
    expect(rules.rules).toHaveLength(2);
  });

  test('raw ACLs reach HAProxy where whoever calls allows them, and nothing else', async () => {
    const words = ['compile', '-e', '<url_beg /2>', ...SHARES, '--json', '--target'];
    const allowed = await lamia([...words, 'haproxy', '--allow-raw-acls']);
    expect(allowed.code).toBe(0);
    expect(read(allowed.stdout).config).toContain('acl t1 url_beg /2\n');
    expect(read(allowed.stdout).diagnostics).toMatchObject([{ code: 'target-note', line: 1, column: 1 }]);
    for (const refused of [['haproxy'], ['rules', '--allow-raw-acls'], ['istio', '--allow-raw-acls']]) {
      const { code, stdout } = await lamia([...words, ...refused]);
      expect([refused, code, stdout.includes('"raw-acl"')]).toEqual([refused, 1, true]);
    }
    const file = join(folder.path, 'raw.yaml');
    expect((await lamia(['check', file])).code).toBe(1);
    expect((await lamia(['check', file, '--allow-raw-acls'])).code).toBe(0);
    const istio = await lamia(['compile', file, '--target', 'istio', '--allow-raw-acls']);
    expect([istio.code, istio.stdout]).toEqual([1, '']);
  });

  test('what a data plane cannot express is told at the very test, and nothing is written', async () => {
    const ended = await lamia([
      'compile',
      join(folder.path, 'scheme.yaml'),
      '--target',
      'gateway-api',
      '--json',
    ]);
    expect(ended.code).toBe(1);
    expect(read(ended.stdout)).toMatchObject({
      objects: [],
      diagnostics: [{ code: 'target-cannot', line: 15, column: 9 }],
    });
    const plain = await lamia(['compile', join(folder.path, 'scheme.yaml'), '--target', 'gateway-api']);
    expect(plain).toMatchObject({ code: 1, stdout: '' });
    expect(plain.stderr).toContain('scheme.yaml:15:9: error: ');
  });

  test.each([
    ['a condition that says nothing of shares', ['-e', 'host exact "a"', '--target', 'istio'], 2, '`--to'],
    [
      'shares that do not sum to 100',
      ['-e', 'host exact "a"', '--target', 'rules', '--to', 'v1=50'],
      2,
      '50%',
    ],
    ['shares that are none', ['-e', 'host exact "a"', '--target', 'rules', '--to', 'v1'], 2, '`v1`'],
    ['no target', ['-e', 'host exact "a"'], 2, '--target'],
    ['a target that there is not', ['-e', 'host exact "a"', '--target', 'nginx'], 2, 'nginx'],
    ['a raw ACL', ['-e', '<url_beg /a>', '--target', 'rules'], 1, 'HAProxy alone'],
    ['a broken condition', ['-e', 'host exact "a" or(', '--target', 'rules'], 1, 'error'],
    [
      'an unknown release',
      ['-e', 'host exact "a"', '--target', 'gateway-api', ...SHARES, '--target-version', 'v9'],
      1,
      'no release of the gateway api',
    ],
  ])('refuses %s', async (_what, words, code, message) => {
    const ended = await lamia(['compile', ...words]);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(message);
  });

  test('refuses a gateway whose file is wrong, and flags that its file decides', async () => {
    const wrong = await lamia(['compile', join(folder.path, 'weights.yaml'), '--target', 'istio']);
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('sum to 99.5%');
    const flagged = await lamia([
      'compile',
      join(folder.path, 'shop.yaml'),
      '--target',
      'istio',
      '--host',
      'a.example',
    ]);
    expect(flagged).toMatchObject({ code: 2, stdout: '' });
  });
});
