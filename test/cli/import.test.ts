import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { folderWith, lamia } from './lamia.js';

const CLASSIC = `name: shop
port: 8080/http
routes:
  "[127.0.0.1:9001]": { weight: 100% }
  "[127.0.0.1:9002]": { weight: 0%, condition: "<url_beg /2>" }
`;

describe('lamia import vamp', () => {
  let folder: Awaited<ReturnType<typeof folderWith>>;
  beforeAll(async () => {
    folder = await folderWith({
      'vamp.yaml': CLASSIC,
      'deployment.yaml': CLASSIC.replace('"[127.0.0.1:9002]"', 'shop/web/web'),
      'host.yaml': `${CLASSIC}virtual_hosts: [ "a b" ]\n`,
    });
  });
  afterAll(() => folder.remove());

  test('writes a gateway file that the other commands take', async () => {
    const { code, stdout, stderr } = await lamia(['import', 'vamp', join(folder.path, 'vamp.yaml')]);
    expect([code, stderr.includes('--allow-raw-acls')]).toEqual([0, true]);
    const check = (...words: readonly string[]) => lamia(['check', '-', ...words], { stdin: stdout });
    expect([(await check()).code, (await check('--allow-raw-acls')).code]).toEqual([1, 0]);
  });

  test('takes addresses from the command line', async () => {
    const file = join(folder.path, 'deployment.yaml');
    expect(await lamia(['import', 'vamp', file])).toMatchObject({ code: 1, stdout: '' });
    const { code, stdout } = await lamia([
      'import',
      'vamp',
      file,
      '--address',
      'shop/web/web=127.0.0.1:9002',
    ]);
    expect([code, stdout.includes('address: 127.0.0.1:9002')]).toEqual([0, true]);
    expect((await lamia(['import', 'vamp', file, '--address', 'nonsense'])).code).toBe(2);
  });

  test('writes nothing that would not pass the check, and says why', async () => {
    const { code, stdout, stderr } = await lamia(['import', 'vamp', join(folder.path, 'host.yaml')]);
    expect([code, stdout, stderr.includes('a host such as')]).toEqual([1, '', true]);
  });

  test('gives one document with everything for --json', async () => {
    const { code, stdout } = await lamia(['import', 'vamp', join(folder.path, 'vamp.yaml'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      gateways: [{ metadata: { name: 'shop' } }],
      report: [
        { code: 'import-changed', line: 2 },
        { code: 'import-changed', line: 5 },
      ],
    });
  });
});
