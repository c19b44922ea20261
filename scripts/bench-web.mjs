/**
 * `npm run bench:web`: how large the app is, how soon it can be used, how fast the editor answers, and what long use costs, in the system's
 * Chromium. Prints figures beside what is aimed at; it judges nothing and is no test.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const DIST = path.join(ROOT, 'packages', 'playground', 'dist');
const CASES = path.join(ROOT, 'test', 'bench', 'web');
const ROUNDS = 5;
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

execFileSync('npm', ['run', 'build', '--silent'], {
  cwd: ROOT,
  stdio: ['ignore', process.stderr, 'inherit'],
});

const { findProgram } = await import('./toolchain/programs.mjs');
const executablePath = findProgram('chromium', process.env.PATH ?? '');
if (executablePath === null) {
  console.error('there is no `chromium` to measure in; install it as the README of this system says');
  process.exit(3);
}
const { chromium } = await import('playwright-core');
const { sizes } = await import(path.join(CASES, 'sizes.mjs'));
const { serviceTimes } = await import(path.join(CASES, 'service.mjs'));
const { longUse, startTimes, typingTime } = await import(path.join(CASES, 'page.mjs'));

const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, 'http://app');
  const file = path.join(DIST, pathname === '/' ? 'index.html' : pathname);
  if (!file.startsWith(DIST + path.sep)) {
    response.writeHead(404).end();
    return;
  }
  try {
    const body = readFileSync(file);
    response
      .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
      .end(body);
  } catch {
    response.writeHead(404).end(); // the bench asks for what is there
  }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;

const row = (what, value, aim) => console.log(`${what.padEnd(52)} ${String(value).padStart(12)}   ${aim}`);
const ms = (value) => `${value.toFixed(1)} ms`;
const kib = (value) => `${value.toFixed(0)} KiB`;

console.log(`${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}\n`);
const size = sizes(DIST);
row(`first page, ${size.entryFiles} files, compressed`, kib(size.entry), '≤ 250 KiB');
row('editor, compressed', kib(size.editor), '≤ 900 KiB');
row('everything, compressed', kib(size.all), '');

for (const [name, time] of serviceTimes()) row(`service: ${name}, 200 lines, p95`, ms(time), '≤ 5 ms');

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  const start = await startTimes(browser, url, ROUNDS);
  row('a text can be typed, median', ms(start.plain), '< 1000 ms');
  row('the full editor is there, median', ms(start.full), '< 2500 ms');
  const typing = await typingTime(browser, url);
  row(`key to frame, 200 lines, ${typing.count} keys, p95`, ms(typing.p95), '≤ 50 ms');
  row('tasks over 50 ms while one types', typing.long, `longest ${ms(typing.longest)}`);
  const use = await longUse(browser, url);
  row('longest task while simulations play', ms(use.longest), '≤ 50 ms');
  row('heap after 1 000 edits and 20 simulations', `${use.heap.toFixed(1)} MiB`, '≤ 120 MiB');
} finally {
  await browser.close();
  server.close();
}
