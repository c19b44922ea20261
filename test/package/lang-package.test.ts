import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { build } from 'esbuild';

/** `@lamia/lang` as users get it: packed, unpacked into a project of its own, used from Node, TypeScript and a browser bundle. */
const ROOT = path.resolve(import.meta.dirname, '../..');
const PROGRAM =
  'if (metric candidate "requests" > metric baseline "requests") { result = candidate; } result';
const CONSUMER = `
import { check, compile, languageService, snapshot } from '@lamia/lang';
const { checked } = check(${JSON.stringify(PROGRAM)});
if (checked === null) throw new Error('the program has errors');
const program = compile(checked);
if (program.kind !== 'decision') throw new Error('the program is no decision');
const bound = program.bind({ versions: ['v1', 'v2'], baseline: 'v1', candidate: 'v2' });
const analysis = languageService.analyse('let a = 1; a', { kind: 'score' });
export const edits = languageService.renameAt(analysis, 4, 'b');
export const decision = bound.decide(snapshot([{ known: true, value: 2 }, { known: true, value: 1 }]));
`;

/** What the language service answers there. */
const RENAMED = {
  kind: 'edits',
  edits: [
    { start: 4, end: 5, text: 'b' },
    { start: 11, end: 12, text: 'b' },
  ],
};

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lamia-package-'));
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: path.join(ROOT, 'packages/lang'),
  });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ readonly filename: string }]; // npm's documented shape
  const installed = path.join(folder, 'node_modules/@lamia/lang');
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', path.join(folder, filename), '-C', installed, '--strip-components=1']);
  for (const dependency of ['chevrotain', 're2js']) {
    await symlink(path.join(ROOT, 'node_modules', dependency), path.join(folder, 'node_modules', dependency));
  }
  await writeFile(path.join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(path.join(folder, 'consumer.ts'), CONSUMER);
  await writeFile(
    path.join(folder, 'consumer.mjs'),
    `${CONSUMER}console.log(JSON.stringify({ ...decision, edits }));`,
  );
}, 60_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('the packed language', () => {
  test('decides in plain Node', async () => {
    const { stdout } = await run(process.execPath, ['consumer.mjs'], { cwd: folder });
    expect(JSON.parse(stdout)).toMatchObject({ decided: true, result: 'v2', edits: RENAMED });
  }, 30_000);

  test('brings its types', async () => {
    const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023'];
    const complaints = await run(process.execPath, [compiler, ...options, 'consumer.ts'], {
      cwd: folder,
    }).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error as { readonly stdout: string }).stdout, // what execFile's errors carry
    );
    expect(complaints).toBe('');
  }, 60_000);

  test('bundles for a browser and needs nothing of Node there', async () => {
    const bundle = await build({
      entryPoints: [path.join(folder, 'consumer.ts')],
      bundle: true,
      write: false,
      format: 'iife',
      globalName: 'consumer',
      platform: 'browser', // an import of a Node module would be an error
      logLevel: 'silent',
    });
    const script = bundle.outputFiles[0]?.text ?? '';
    // A fresh context has the language's own globals and nothing else: no process, no require, no timers.
    expect(runInNewContext(`${script}; JSON.stringify([consumer.decision, consumer.edits])`)).toBe(
      JSON.stringify([{ kind: 'decision', decided: true, result: 'v2', unknown: [] }, RENAMED]),
    );
  }, 60_000);
});
