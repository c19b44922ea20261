/**
 * `npm run bench:scale`: what a growing number of gateways costs one runtime, against a real Prometheus that holds their series.
 * Prints a table; it judges nothing and is no test. `--gateways=10,100` and `--seconds=60` choose what is measured.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const CASES = path.join(ROOT, 'test', 'bench', 'scale');
const option = (name, fallback) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? fallback;
const COUNTS = option('gateways', '10,100,1000,10000').split(',').map(Number);
const SECONDS = Number(option('seconds', '60'));
/** Of one gateway's status through the API, a second. */
const READS = 200;
/** Prometheus' first sample comes some six seconds after its start, and a counter needs two. */
const WARM_UP = Number(option('warm-up', '25'));
const VERSIONS = 2;
const METRICS = 3;
/** What one query asks for at most. */
const PER_QUERY = 5000;

if (option('build', 'yes') === 'yes')
  execFileSync('npm', ['run', 'build', '--silent'], {
    cwd: ROOT,
    stdio: ['ignore', process.stderr, 'inherit'],
  });
const { findPrometheus, startPrometheus } = await import(
  path.join(ROOT, 'packages', 'runtime', 'dist', 'demo', 'prometheus.js')
);

const firstLine = (child) =>
  new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text) => resolve(text.trim()));
    child.once('exit', (code) => reject(new Error(`the feeder ended with ${code}`)));
  });

function measure(count, prometheus, folder) {
  const words = [
    'gateways.mjs',
    count,
    prometheus,
    path.join(folder, `${count}.db`),
    WARM_UP,
    SECONDS,
    READS,
  ];
  const child = spawn(process.execPath, words.map(String), {
    cwd: CASES,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text;
  });
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(out));
      else reject(new Error(`${count} gateways ended with ${code}`));
    });
  });
}

const COLUMNS = [
  ['gateways', ({ gateways }) => gateways],
  ['ticks/s', ({ ticks }) => (ticks / SECONDS).toFixed(1)],
  ['lag p50', ({ lag }) => `${lag.p50} ms`],
  ['lag p99', ({ lag }) => `${lag.p99} ms`],
  ['CPU', ({ cpu }) => `${(cpu * 100).toFixed(1)} %`],
  ['RSS', ({ rss }) => `${(rss / 2 ** 20).toFixed(0)} MiB`],
  ['loop p99', ({ delay }) => `${delay.p99.toFixed(1)} ms`],
  ['loop max', ({ delay }) => `${delay.max.toFixed(0)} ms`],
  ['API p99', ({ reads }) => (reads.p99 === null ? 'failed' : `${reads.p99.toFixed(1)} ms`)],
  ['requests', ({ requests, intervals }) => (requests / intervals).toFixed(1)],
  ['allowed', ({ gateways }) => METRICS * Math.ceil((gateways * VERSIONS) / PER_QUERY)],
  ['one by one', ({ oneByOne, intervals }) => (oneByOne / intervals).toFixed(0)],
];
const row = (cells) => console.log(cells.map((cell) => String(cell).padStart(11)).join(''));

const folder = mkdtempSync(path.join(tmpdir(), 'lamia-scale-'));
const feeder = spawn(process.execPath, ['series.mjs', String(Math.max(...COUNTS))], {
  cwd: CASES,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let prometheus = null;
try {
  const page = await firstLine(feeder);
  prometheus = await startPrometheus(
    findPrometheus(),
    path.join(folder, 'prometheus'),
    5000,
    new AbortController().signal,
  );
  await prometheus.scrape(new URL(page));
  console.log(
    `${VERSIONS} versions, ${METRICS} metrics, a tick every 10 s; measured for ${SECONDS} s each, after ${WARM_UP} s; ` +
      `${READS} reads of a status a second through the API; ` +
      `${cpus().length} cores, node ${process.version}`,
  );
  console.log(
    'requests, allowed, one by one: to Prometheus in 10 s, by series, and with a query a gateway and metric',
  );
  row(COLUMNS.map(([title]) => title));
  for (const count of COUNTS) {
    const result = await measure(count, prometheus.url, folder);
    row(COLUMNS.map(([, cell]) => cell(result)));
    console.error(`  load of the machine ${loadavg()[0].toFixed(1)}; ${JSON.stringify(result.kinds)}`);
  }
} finally {
  await prometheus?.close();
  feeder.kill();
  rmSync(folder, { recursive: true, force: true });
}
