import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const RUNTIME = path.join(import.meta.dirname, 'killed-runtime.mjs');
const PACE = 100;
/** Milliseconds after which each life ends, drawn once by chance. */
const LIVES = [31, 214, 107, 168, 5, 243, 126, 79];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'lamia-kill-'));
  await writeFile(
    path.join(folder, 'gateway.yaml'),
    `
apiVersion: lamia/v1
kind: Gateway
metadata: { name: shop }
spec:
  application: shop
  listen: 127.0.0.1:0/http
  target: { kind: embedded }
  versions: { version1: { address: "127.0.0.1:9001" }, version2: { address: "127.0.0.1:9002" } }
  baseline: version1
  candidate: version2
  routes: [{ name: default, weights: { version1: 100 } }]
  policies: [{ type: time, interval: ${PACE}ms, step: 5% }]
`,
  );
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs the runtime until it ends, or so many milliseconds after it is at work; what it said last. */
async function live(until: number | null): Promise<string> {
  const child = spawn(process.execPath, [RUNTIME, path.join(folder, 'gateway.yaml'), folder]);
  const closed = once(child, 'close') as Promise<[number | null, string | null]>; // as documented for `close`
  let said = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await Promise.race([once(child.stdout, 'data'), closed]);
  if (until !== null) {
    await setTimeout(until);
    child.kill('SIGKILL');
  }
  const [code, signal] = await closed;
  if (signal === null && code !== 0) throw new Error(`the runtime failed: ${complaint}`);
  return said.trim().split('\n').at(-1) ?? '';
}

test('killed again and again, the runtime takes each step once and none too soon', async () => {
  for (const life of LIVES) await live(life);
  expect(await live(null)).toBe('Promoted');
  const journal = (await readFile(path.join(folder, 'journal'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly at: number; readonly share: number });
  const steps = journal.filter(({ share }, place) => share !== journal[place - 1]?.share);
  expect(steps.map(({ share }) => share)).toEqual(Array.from({ length: 21 }, (_, place) => place * 500));
  // The first share comes at once; every other one keeps the pace.
  const gaps = steps.slice(2).map(({ at }, place) => at - (steps[place + 1]?.at ?? at));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(PACE);
}, 60_000);
