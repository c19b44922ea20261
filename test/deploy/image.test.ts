import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEPLOY, ROOT } from './manifests.js';

/** The image is what `scripts/image-files.mjs` gathers, on a Node that has nothing beside it. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lamia-image-'));
  gather('image');
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function gather(name: string): void {
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/image-files.mjs'), path.join(folder, name)]);
}

const filesOf = (name: string): readonly string[] =>
  readdirSync(path.join(folder, name), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(path.join(folder, name), path.join(entry.parentPath, entry.name)))
    .toSorted();

const contentsOf = (name: string): readonly (readonly [string, string])[] =>
  filesOf(name).map((file) => {
    const bytes = readFileSync(path.join(folder, name, file));
    return [file, createHash('sha256').update(bytes).digest('hex')];
  });

describe('what is in the image', () => {
  test('runs by itself: checks with catalogues, and serves with a stored state', async () => {
    cpSync(path.join(ROOT, 'examples'), path.join(folder, 'examples'), { recursive: true });
    const command = path.join(folder, 'image/bin/lamia.mjs');
    const options = { cwd: folder, encoding: 'utf8', stdio: 'pipe' } as const;
    execFileSync(process.execPath, [command, 'check', 'examples/gateway-haproxy.yaml'], options);
    const running = spawn(process.execPath, [command, 'run', 'examples/gateway-embedded.yaml', '--json'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const ended = once(running, 'exit');
      const lines: string[] = [];
      for await (const line of createInterface(running.stdout)) {
        lines.push(line);
        if (line.includes('"console"')) running.kill('SIGTERM');
      }
      expect([await ended, lines.length > 0]).toEqual([[0, null], true]);
      expect(existsSync(path.join(folder, '.lamia/state.db'))).toBe(true);
    } finally {
      running.kill('SIGKILL');
    }
  });

  test('is the command and what it loads at run time, no sources and no tools', () => {
    const files = filesOf('image');
    expect(
      files.filter((file) => /\.(ts|map|tsbuildinfo)$/.test(file) && !file.startsWith('node_modules')),
    ).toEqual([]);
    const packages = readdirSync(path.join(folder, 'image/node_modules'));
    expect(packages.toSorted()).toEqual(['@lamia', '@libsql', '@neon-rs', 'libsql']);
  });

  test('is the same again', () => {
    gather('again');
    expect(contentsOf('again')).toEqual(contentsOf('image'));
  });
});

describe('the Dockerfile', () => {
  const text = readFileSync(path.join(DEPLOY, 'image/Dockerfile'), 'utf8').replaceAll('\\\n', ' ');
  const stages = text.split(/^(?=FROM )/m).slice(1);
  const last = stages.at(-1) ?? '';

  test('ends with a stage that has no shell to run anything in, and runs as nobody', () => {
    expect(stages).toHaveLength(2);
    expect(last).not.toMatch(/^(RUN|ADD|SHELL) /m);
    expect(last).toMatch(/^USER 65532:65532$/m);
    expect(last).toMatch(/^ENTRYPOINT \["\/nodejs\/bin\/node", "\/lamia\/bin\/lamia\.mjs"\]$/m);
    expect(text).toMatch(/^ARG RUN_IMAGE=\S*distroless\S*:nonroot$/m);
  });

  test('copies what there is, and what is kept from the builder is what it does not copy', () => {
    const copied = (stages[0] ?? '')
      .split('\n')
      .filter((line) => line.startsWith('COPY '))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    for (const name of copied) expect(existsSync(path.join(ROOT, name))).toBe(true);
    const ignored = readFileSync(path.join(DEPLOY, 'image/Dockerfile.dockerignore'), 'utf8');
    const allowed = ignored.split('\n').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    expect(allowed.toSorted()).toEqual(copied.toSorted());
  });

  test('has the Node that the project wants', () => {
    const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      readonly engines: { readonly node: string };
    };
    const [, major] = /(\d+)/.exec(engines.node) ?? [];
    expect(text).toContain(`BUILD_IMAGE=node:${major ?? ''}-`);
    expect(text).toContain(`/nodejs${major ?? ''}-`);
  });
});
