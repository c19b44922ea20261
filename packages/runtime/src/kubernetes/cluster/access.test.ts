import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openAccess } from './access.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lamia-access-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
}

const kubeconfig = (name: string, token: string): string =>
  JSON.stringify({
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': name },
    clusters: [{ name, cluster: { server: `https://${name}.example:6443/` } }],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: `of-${name}` } }],
  });

describe('how a cluster is reached', () => {
  test('by the current context of a kubeconfig, or by the one that is named', async () => {
    const files = [write('one', kubeconfig('one', 'first')), write('two', kubeconfig('two', 'second'))];
    const environment = { KUBECONFIG: files.join(':') };
    const usual = await openAccess({ context: null, environment });
    expect(usual).toMatchObject({ server: 'https://one.example:6443', namespace: 'of-one' });
    expect((await usual.authority()).headers).toEqual({ Authorization: 'Bearer first' });
    const named = await openAccess({ context: 'two', environment });
    expect(named).toMatchObject({ server: 'https://two.example:6443', namespace: 'of-two' });
    await expect(openAccess({ context: 'three', environment })).rejects.toThrow(
      'the kubeconfig has no context `three`; it has `one`, `two`',
    );
  });

  test('as the service account of a pod, whose token changes', async () => {
    for (const [name, content] of [
      ['ca.crt', 'authority'],
      ['token', 'first\n'],
      ['namespace', 'lamia-system\n'],
    ] as const) {
      write(name, content);
    }
    const environment = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    const access = await openAccess({ context: null, environment, serviceAccount: folder });
    expect(access).toMatchObject({ server: 'https://[fd00::1]:443', namespace: 'lamia-system' });
    const { headers, tls } = await access.authority();
    expect(headers).toEqual({ Authorization: 'Bearer first' });
    expect(tls).toEqual({ ca: Buffer.from('authority') });
    write('token', 'second\n');
    await access.renew();
    expect((await access.authority()).headers).toEqual({ Authorization: 'Bearer second' });
  });

  test('not at all: the message says what was looked for', async () => {
    const environment = { HOME: folder };
    await expect(openAccess({ context: null, environment })).rejects.toThrow(
      'no cluster is known: this is no pod with a service account, `KUBECONFIG` is not set, and there is no `~/.kube/config`',
    );
    const broken = write('broken', 'clusters: [');
    await expect(openAccess({ context: null, environment: { KUBECONFIG: broken } })).rejects.toThrow(
      `the kubeconfig \`${broken}\` cannot be read: `,
    );
    const contexts = [{ name: 'one', context: { cluster: 'gone', user: 'one' } }];
    const told = [
      [
        'none',
        'this is no kubeconfig',
        'the kubeconfig has no context; set `KUBECONFIG` to a file that has one',
      ],
      [
        'unset',
        JSON.stringify({ contexts }),
        'the kubeconfig has no current context; name one by `--context`: it has `one`',
      ],
      [
        'gone',
        JSON.stringify({ contexts, 'current-context': 'one' }),
        'the kubeconfig has no cluster for its context `one`; name another by `--context`: it has `one`',
      ],
    ] as const;
    for (const [name, text, message] of told) {
      const given = { KUBECONFIG: write(name, text) };
      await expect(openAccess({ context: null, environment: given })).rejects.toThrow(message);
    }
    const pod = { KUBERNETES_SERVICE_HOST: '10.0.0.1' };
    await expect(openAccess({ context: null, environment: pod, serviceAccount: folder })).rejects.toThrow(
      `this pod has no service account in \`${folder}\`: there is no such file; mount its token, or set \`KUBECONFIG\``,
    );
  });

  test('a program that gives no credentials is told of', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'false' };
    const config = kubeconfig('one', '').replace('"token":""', `"exec":${JSON.stringify(exec)}`);
    const access = await openAccess({
      context: null,
      environment: { KUBECONFIG: write('exec', config) },
    });
    await expect(access.authority()).rejects.toMatchObject({ failure: 'forbidden' });
  });
});
