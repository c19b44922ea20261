/**
 * `npm run bench`: the speed of the language beside its peers, one process a case, several rounds in turn so that a machine that
 * speeds up or slows down touches all of them alike. Prints medians and ratios; it judges nothing and is no test.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const BENCH = path.join(ROOT, 'test', 'bench');
const ROUNDS = Number(
  process.argv.find((word) => word.startsWith('--rounds='))?.slice('--rounds='.length) ?? 5,
);

const npm = (words, cwd) => execFileSync('npm', words, { cwd, stdio: ['ignore', process.stderr, 'inherit'] });

if (!existsSync(path.join(BENCH, 'node_modules', 'mitata'))) {
  console.error('installing the peers to compare with …');
  npm(['ci', '--ignore-scripts', '--include=dev', '--workspaces=false'], BENCH);
}
npm(['run', 'build', '--silent'], ROOT);

const { EVALUATORS } = await import(path.join(BENCH, 'cases', 'evaluators.mjs'));
const { FRONT_END } = await import(path.join(BENCH, 'cases', 'front-end.mjs'));

/** Nanoseconds of one case, or null where the peer failed, which is said. */
function measure(name) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(BENCH, 'cases', 'run.mjs'), name],
    {
      encoding: 'utf8',
    },
  );
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1)).nanoseconds;
  console.error(`${name} failed: ${stderr.trim().split('\n').at(-1)}`);
  return null;
}

function medians(names) {
  const samples = new Map(names.map((name) => [name, []]));
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of names) {
      process.stderr.write(`round ${round} of ${ROUNDS}: ${name.padEnd(40)}\r`);
      const nanoseconds = measure(name);
      if (nanoseconds !== null) samples.get(name).push(nanoseconds);
    }
  }
  process.stderr.write(' '.repeat(70) + '\r');
  return new Map(
    [...samples].map(([name, values]) => [name, values.sort((a, b) => a - b)[Math.floor(values.length / 2)]]),
  );
}

const time = (nanoseconds) =>
  nanoseconds < 1000 ? `${nanoseconds.toFixed(1)} ns` : `${(nanoseconds / 1000).toFixed(2)} µs`;

function table(title, results, references) {
  console.log(`\n${title}`);
  console.log(
    `${''.padEnd(36)}${'median'.padStart(12)}${references.map(({ label }) => label.padStart(18)).join('')}`,
  );
  for (const [name, nanoseconds] of [...results].sort(([, a], [, b]) => (a ?? Infinity) - (b ?? Infinity))) {
    if (nanoseconds === undefined) continue;
    const ratios = references.map(({ name: other }) =>
      `${(nanoseconds / results.get(other)).toFixed(2)}×`.padStart(18),
    );
    console.log(`${name.padEnd(36)}${time(nanoseconds).padStart(12)}${ratios.join('')}`);
  }
}

const evaluation = medians(Object.keys(EVALUATORS));
table('Evaluating the founding decision (rotating inputs)', evaluation, [
  { label: '× by hand', name: 'hand-written JavaScript' },
  { label: '× generated', name: 'lamia, generated code' },
  { label: '× closures', name: 'lamia, closures' },
]);

const frontEnd = medians(Object.keys(FRONT_END));
table('From its text', frontEnd, [{ label: '× lex and parse', name: 'lexing and parsing alone' }]);

const { status, stdout, stderr } = spawnSync(
  process.execPath,
  [path.join(BENCH, 'cases', 'conditions.mjs')],
  { encoding: 'utf8' },
);
if (status === 0) conditions(JSON.parse(stdout.trim().split('\n').at(-1)));
else console.error(`conditions failed: ${stderr.trim()}`);

/** What the process of `conditions.mjs` measured; times of compiling are in milliseconds. */
function conditions({ matching, compiling, minima, hundred, pairs, hostile }) {
  const ms = (value) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
  const perTarget = (results) =>
    Object.entries(results)
      .map(([target, result]) =>
        typeof result === 'number'
          ? `${target} ${ms(result)}`
          : `${target} ${ms(result.time)}${result.ok ? '' : ' (refused)'}`,
      )
      .join(', ');
  console.log('\nConditions');
  for (const [what, nanoseconds] of Object.entries(matching)) {
    console.log(`matching the founding condition, ${what}: ${time(nanoseconds)}`);
  }
  console.log(
    `check and verified rules: the founding condition ${ms(compiling.founding)}; a corpus with up to 24 tests: median ${ms(compiling.p50)}, p95 ${ms(compiling.p95)}, worst ${ms(compiling.worst)}, refused ${compiling.refused}`,
  );
  console.log(`rules of the corpus: ${compiling.rules}, multiplied out ${compiling.naive}`);
  console.log(
    `rules of ${minima.conditions} conditions with up to 6 tests: ${minima.found}, the least ${minima.least} (equal in ${minima.equal}), multiplied out ${minima.naive}`,
  );
  console.log(`a gateway of 100 routes: ${perTarget(hundred)}`);
  console.log(`(a1 or b1) and … and (a10 or b10): ${perTarget(pairs)}`);
  console.log(`the slowest hostile condition to rules: ${hostile.name}, ${ms(hostile.time)} (2000 promised)`);
}

const startUp = (words) => {
  const begin = process.hrtime.bigint();
  spawnSync(process.execPath, words, { stdio: 'ignore' });
  return Number(process.hrtime.bigint() - begin) / 1e6;
};
const starts = Array.from({ length: ROUNDS * 4 }, () => ({
  bare: startUp(['-e', '0']),
  lamia: startUp([path.join(ROOT, 'node_modules', '.bin', 'lamia'), '--version']),
}));
const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const bare = median(starts.map((start) => start.bare));
const extra = median(starts.map((start) => start.lamia - start.bare));
console.log(
  `\nStarting the command: node ${bare.toFixed(0)} ms, lamia --version ${extra.toFixed(0)} ms more`,
);
