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
  folder = await folderWith({
    'w90.yaml': W90,
    'bad.json': '{"v1": {"a": "much"}}',
    'empty.json': '{}',
    'good.lamia': 'a / b',
  });
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
  [
    ['eval', '-e', 'a', '--metrics', 'empty.json'],
    1,
    'the metrics file `empty.json` has no version, and a score is one number for each; expected such as {"version1": {"requests": 1000}}',
    [],
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

test.each<[readonly string[], string]>([
  [['check'], 'nothing to read; name a file, `-` for standard input, or give a program with `-e`'],
  [['check', '-', '-'], 'standard input (`-`) can be read once only'],
  [['check', '-e', 'a', '-e', 'b'], '`-e` more than once; give one program at a time, or name files'],
  [['check', '--jsn'], 'unknown option `--jsn`\n(Did you mean --json?)'],
  [
    ['check', '-e', 'a', '--kind', 'number'],
    'option `--kind <kind>` argument `number` is invalid. Allowed choices are decision, score, condition.',
  ],
  [['eval', '-e', 'a'], 'values come from `--metrics FILE` or from `--prometheus URL`; give one of them'],
  [
    ['eval', '-e', 'requests', '--prometheus', 'http://127.0.0.1:1', '--application', 'shop'],
    'a score is one number for each version; name them with `--versions version1,version2`',
  ],
  [['plan'], 'missing required argument `path`'],
])('%j is wrong usage, also in one JSON document', async (args, error) => {
  const ended = await lamia([...args, '--json'], { cwd: folder.path });
  expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(`lamia: ${error}\n`) });
  expect(JSON.parse(ended.stdout)).toEqual({ ok: false, error });
  expect(await lamia(args, { cwd: folder.path })).toMatchObject({ code: 2, stdout: '' });
});

test.each(['run --json', 'run w90.yaml --json --listen 8080', 'demo --json --bogus', '--json run w90.yaml'])(
  'wrong usage of what goes on is one JSON line: %s',
  async (line) => {
    const { code, stdout } = await lamia(line.split(' '), { cwd: folder.path });
    expect(code).toBe(2);
    expect(stdout).toMatch(/^[^\n]+\n$/);
    expect(JSON.parse(stdout)).toEqual({ ok: false, error: expect.any(String) });
  },
);

test('a file called `--json` asks for none', async () => {
  expect(await lamia(['run', '--bogus', '--', '--json'], { cwd: folder.path })).toMatchObject({
    code: 2,
    stdout: '',
  });
});

test('`check` keeps what it found in files beside those that it cannot read', async () => {
  const args = ['check', 'nofile.lamia', 'good.lamia', 'w90.yaml', 'gone.yaml'];
  const ended = await lamia([...args, '--json'], { cwd: folder.path });
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stdout)).toEqual({
    ok: false,
    error: 'there is no file or folder `nofile.lamia`; there is no file or folder `gone.yaml`',
    files: [
      { file: 'good.lamia', kind: 'score', diagnostics: [] },
      {
        file: 'w90.yaml',
        kind: 'gateway',
        diagnostics: [expect.any(Object)],
      },
    ],
  });
  expect(await lamia(args, { cwd: folder.path })).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(
      /w90\.yaml:[^]*`nofile\.lamia`\nlamia: there is no file or folder `gone\.yaml`\n$/,
    ),
  });
});

test('`check` of a folder keeps what it found beside a file that is no text', async () => {
  const mixed = await folderWith({ 'a.lamia': new Uint8Array([0xff]), 'b.lamia': 'a / b' });
  try {
    const { code, stdout } = await lamia(['check', '.', '--json'], { cwd: mixed.path });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      error: '`a.lamia` is not valid UTF-8 at byte offset 0; save it as UTF-8',
      files: [{ file: 'b.lamia' }],
    });
  } finally {
    await mixed.remove();
  }
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
