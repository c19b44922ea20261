import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { folderWith, lamia } from './lamia.js';

/** Weights that do not add up to 100. */
const W90 = `apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 8080/http
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:9001" } }
  routes: [{ name: default, weights: { version1: 90 } }]
`;

let folder: Awaited<ReturnType<typeof folderWith>>;
beforeAll(async () => {
  folder = await folderWith({ 'w90.yaml': W90, 'bad.json': '{"v1": {"a": "much"}}' });
});
afterAll(() => folder.remove());

const finding = (file: string) => ({
  file,
  code: expect.any(String),
  severity: 'error',
  message: expect.any(String),
  start: expect.any(Number),
  line: expect.any(Number),
});

test.each<[readonly string[], number, string, readonly string[]]>([
  [['check', 'nofile'], 1, 'there is no file or folder `nofile`', []],
  [['check', '-e', 'a', '--catalogue', 'nope'], 1, 'the metrics catalogue `nope` cannot be used', ['nope']],
  [
    ['eval', '-e', 'a', '--metrics', 'bad.json'],
    1,
    'the metrics file `bad.json` cannot be used',
    ['bad.json'],
  ],
  [['eval', 'nofile', '--metrics', 'bad.json'], 1, 'there is no file or folder `nofile`', []],
  [['plan', 'w90.yaml'], 1, '`w90.yaml` cannot be used before its errors are mended', ['w90.yaml']],
])('%j fails with one JSON document, and with text beside it', async (args, code, error, files) => {
  const ended = await lamia([...args, '--json'], { cwd: folder.path });
  expect(ended).toEqual({
    code,
    stdout: expect.any(String),
    stderr: expect.stringContaining(`lamia: ${error}\n`),
  });
  expect(JSON.parse(ended.stdout)).toEqual({
    ok: false,
    error,
    ...(files.length === 0
      ? {}
      : { diagnostics: files.map((file) => expect.objectContaining(finding(file))) }),
  });
  expect((await lamia(args, { cwd: folder.path })).stdout).toBe('');
});

test('`run` fails with one JSON line', async () => {
  const { code, stdout } = await lamia(['run', 'w90.yaml', '--json'], { cwd: folder.path });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^[^\n]+\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, diagnostics: [{ file: 'w90.yaml' }] });
});

test('`demo` fails with one JSON line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  try {
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const ended = await lamia(['demo', '--listen', `127.0.0.1:${port}`, '--json']);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(ended.stdout)).toEqual({ ok: false, error: expect.stringContaining(String(port)) });
  } finally {
    other.close();
  }
});
