import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { readSecret, withoutSecrets } from './read-secret.js';

let folder: string;
const before = { ...process.env };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lamia-secret-'));
});
afterEach(async () => {
  process.env = { ...before };
  await rm(folder, { recursive: true, force: true });
});

test.each([
  ['a line', 'secret\n', { secret: 'secret' }],
  ['a line of Windows', 'secret\r\n', { secret: 'secret' }],
  ['no end of a line', 'secret', { secret: 'secret' }],
  ['nothing', '', { problem: 'the file `PATH` with the key is empty' }],
  ['an empty line', '\n', { problem: 'the file `PATH` with the key is empty' }],
  ['two lines', 'one\ntwo\n', { problem: 'the file `PATH` must hold the key alone, on one line' }],
])('a file with %s', async (_, text, expected) => {
  const path = join(folder, 'key');
  await writeFile(path, text);
  const wanted = JSON.parse(JSON.stringify(expected).replace('PATH', path)) as unknown;
  expect(await readSecret({ kind: 'file', path }, 'key')).toEqual(wanted);
});

test('a file that is not there', async () => {
  const path = join(folder, 'nowhere');
  expect(await readSecret({ kind: 'file', path }, 'key')).toEqual({
    problem: `the file \`${path}\` with the key cannot be read (ENOENT)`,
  });
});

test('a variable of the environment, set, empty, and with several lines', async () => {
  const spec = { kind: 'environment', name: 'LAMIA_TEST_KEY' } as const;
  const missing = { problem: 'the environment variable `LAMIA_TEST_KEY` with the key is not set' };
  expect(await readSecret(spec, 'key')).toEqual(missing);
  process.env['LAMIA_TEST_KEY'] = '';
  expect(await readSecret(spec, 'key')).toEqual(missing);
  process.env['LAMIA_TEST_KEY'] = 'secret';
  expect(await readSecret(spec, 'key')).toEqual({ secret: 'secret' });
  process.env['LAMIA_TEST_KEY'] = 'secret\nsecret';
  const problem = 'the environment variable `LAMIA_TEST_KEY` must hold the key alone, on one line';
  expect(await readSecret(spec, 'key')).toEqual({ problem });
});

test('a text loses every secret, wherever and however often it stands', () => {
  expect(withoutSecrets('key1 and key1key2.', ['key1', 'key2'])).toBe('[secret] and [secret][secret].');
});
