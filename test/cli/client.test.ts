import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { gatewayDocument } from '../../packages/runtime/src/api/testing/gateways.js';
import { ServedApi, tokenOf } from '../../packages/runtime/src/api/testing/served-api.js';
import { lamia, startLamia } from './lamia.js';

/** Several processes one after the other, on a machine that has other work too. */
jest.setTimeout(60_000);

/** The commands that ask a running lamia, against the real server of its API. */
let api: ServedApi;
beforeEach(async () => {
  api = await ServedApi.start({ withTokens: true });
});
afterEach(async () => {
  await api.close();
  expect(api.faults).toEqual([]);
});

const ask = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  lamia(args, { cwd: api.folder, env: { LAMIA_URL: api.url, LAMIA_TOKEN: tokenOf('admin'), ...env } });

describe('what is seen', () => {
  test('all gateways, for people and as JSON', async () => {
    const { code, stdout } = await ask(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^GATEWAY +PHASE +STABLE +CANDIDATE +WEIGHTS\nshop +\w+ +version1 +version2 +default: version1 /,
    );
    const asJson = await ask(['list', '--json']);
    expect(JSON.parse(asJson.stdout)).toMatchObject({ gateways: [{ name: 'shop', stable: 'version1' }] });
    expect(JSON.parse((await ask(['list', '--json', '--namespace', 'other'])).stdout)).toEqual({
      gateways: [],
    });
  });

  test('one gateway, and its document, which can be applied again', async () => {
    expect((await ask(['get', 'shop'])).stdout).toContain('candidate      version2\n');
    expect(JSON.parse((await ask(['get', 'shop', '--json'])).stdout)).toMatchObject({ name: 'shop' });
    const { stdout } = await ask(['get', 'shop', '--document']);
    await writeFile(join(api.folder, 'shop.yaml'), stdout);
    expect(await ask(['apply', 'shop.yaml'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^shop (replaced|unchanged)\n$/),
    });
  });
});

describe('what is changed', () => {
  test('gateways are added and deleted', async () => {
    await writeFile(join(api.folder, 'cart.yaml'), JSON.stringify(gatewayDocument('cart')));
    expect(await ask(['apply', 'cart.yaml', '--json'])).toMatchObject({
      code: 0,
      stdout: `${JSON.stringify({ applied: [{ gateway: 'cart', result: 'added' }] }, null, 2)}\n`,
    });
    expect(api.control.find('cart')).not.toBeNull();
    expect(await ask(['delete', 'cart'])).toEqual({ code: 0, stdout: 'cart deleted\n', stderr: '' });
    expect(api.control.find('cart')).toBeNull();
  });

  test('a file with errors changes nothing', async () => {
    await writeFile(join(api.folder, 'cart.yaml'), JSON.stringify({ ...gatewayDocument('cart'), zzz: 1 }));
    const ended = await ask(['apply', 'cart.yaml']);
    expect(ended).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('nothing was applied'),
    });
    expect(api.requests).toEqual([]);
  });

  test.each([
    [['pause', 'shop'], { kind: 'pause' }],
    [['resume', 'shop'], { kind: 'resume' }],
    [['promote', 'shop'], { kind: 'promote' }],
    [['rollback', 'shop'], { kind: 'rollback' }],
    [['approve', 'shop'], { kind: 'approve', gate: null, approved: true }],
    [['approve', 'shop', '--gate', 'half', '--refuse'], { kind: 'approve', gate: 'half', approved: false }],
    [['retire', 'shop', 'version1'], { kind: 'retire', version: 'version1' }],
    [
      ['weights', 'shop', '--to', 'version1=20,version2=80'],
      {
        kind: 'weights',
        route: 'default',
        weights: new Map([
          ['version1', 2_000],
          ['version2', 8_000],
        ]),
      },
    ],
  ])('%j', async (args, act) => {
    const { code, stdout } = await ask([...args, '--json']);
    expect({ code, name: (JSON.parse(stdout) as { readonly name: string }).name }).toEqual({
      code: 0,
      name: 'shop',
    });
    expect(api.control.acts).toEqual([{ name: 'shop', act, by: 'admin' }]);
  });
});

describe('what is refused', () => {
  test('a gateway that there is none of, exit 1, also as JSON', async () => {
    expect(await ask(['get', 'shap'])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('`shap`'),
    });
    const { code, stdout } = await ask(['pause', 'shap', '--json']);
    expect({ code, document: JSON.parse(stdout) as unknown }).toMatchObject({
      code: 1,
      document: { ok: false, error: expect.stringContaining('`shap`') },
    });
  });

  test('what does not fit how the release stands, exit 1', async () => {
    api.control.refusal = { ok: false, why: 'conflict', message: 'the release has ended', findings: [] };
    expect(await ask(['pause', 'shop'])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'lamia: the release has ended\n',
    });
  });

  test('what the store or the data plane failed at, exit 3', async () => {
    api.control.refusal = { ok: false, why: 'outside', message: 'the disk is full', findings: [] };
    expect(await ask(['pause', 'shop'])).toEqual({
      code: 3,
      stdout: '',
      stderr: 'lamia: the disk is full\n',
    });
  });

  test('a token that is wrong, or that may not, exit 1, and it is not shown', async () => {
    const wrong = await ask(['list'], { LAMIA_TOKEN: 'no-such-token' });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).not.toContain('no-such-token');
    expect((await ask(['pause', 'shop'], { LAMIA_TOKEN: tokenOf('viewer') })).code).toBe(1);
    expect(api.control.acts).toEqual([]);
  });

  test.each([
    ['no address', {}, 'set `LAMIA_URL`'],
    ['an address that is none', { LAMIA_URL: 'runtime' }, 'is no address of a runtime'],
    [
      'a token that would travel unencrypted',
      { LAMIA_URL: 'http://lamia.example/', LAMIA_TOKEN: 'x' },
      'unencrypted',
    ],
  ])('%s, exit 2', async (_, env, message) => {
    const ended = await lamia(['list'], { env });
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });

  test('a runtime that is not there, exit 3', async () => {
    expect(await ask(['list'], { LAMIA_URL: 'http://127.0.0.1:1/' })).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('nothing listens there'),
    });
    expect(await ask(['events'], { LAMIA_URL: 'http://127.0.0.1:1/' })).toMatchObject({ code: 3 });
  });

  test('something else that listens there, exit 3', async () => {
    const other = createServer((_request, response) => response.end('<html>'));
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { readonly port: number };
    const ended = await ask(['list'], { LAMIA_URL: `http://127.0.0.1:${port}` });
    other.close();
    expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining('is no lamia') });
  });
});

describe('lamia events', () => {
  test('prints one object a line, goes on after the connection was lost, and ends when asked to', async () => {
    const child = startLamia(['events', '--gateway', 'shop'], {
      env: { LAMIA_URL: api.url, LAMIA_TOKEN: tokenOf('viewer') },
    });
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async (): Promise<unknown> => {
      const line: IteratorResult<string, unknown> = await lines.next();
      if (line.done === true) throw new Error('it ended');
      return JSON.parse(line.value);
    };
    const happens = (reason: string): void =>
      api.events.append({ kind: 'aborted', gateway: 'shop', at: 1, reason });
    // Events of before are not told: it is asked until the first one comes.
    const asking = setInterval(() => happens('first'), 50);
    expect(await next()).toMatchObject({ kind: 'aborted', reason: 'first' });
    clearInterval(asking);
    happens('second');
    let heard: unknown;
    do heard = await next();
    while ((heard as { readonly reason: string }).reason === 'first');
    expect(heard).toMatchObject({ reason: 'second' });
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  test('a token that may not is told, exit 1', async () => {
    expect(await ask(['events'], { LAMIA_TOKEN: 'no-such-token' })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('lamia: '),
    });
  });
});

describe('lamia completion', () => {
  test.each(['bash', 'zsh', 'fish'])('%s has every command and its options', async (shell) => {
    const { code, stdout } = await lamia(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['apply', 'rollback', 'completion', 'retire']) expect(stdout).toContain(word);
    expect(stdout).toContain(shell === 'fish' ? '-l namespace' : '--namespace');
  });

  test('bash can run it', async () => {
    const { stdout } = await lamia(['completion', 'bash']);
    await writeFile(join(api.folder, 'lamia.bash'), stdout);
    const script = `source lamia.bash
complete_line() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _lamia; echo "\${COMPREPLY[*]}"; }
complete_line lamia pro
complete_line lamia weights shop --ro
complete_line lamia run --log j
complete_line lamia check sh`;
    const { spawnSync } = await import('node:child_process');
    const ran = spawnSync('bash', ['-c', script], { cwd: api.folder, encoding: 'utf8' });
    expect(ran).toMatchObject({ status: 0, stderr: '', stdout: 'promote\n--route\njson\n\n' });
  });

  test('of another shell is wrong usage', async () => {
    expect(await lamia(['completion', 'tcsh'])).toMatchObject({ code: 2 });
  });
});
