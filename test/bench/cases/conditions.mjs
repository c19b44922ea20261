/**
 * Conditions: matching requests, compiling to verified rules, rule counts, a gateway of a hundred routes, and an `and` of `or`s that
 * multiplies. Prints one JSON document; run in a process of its own.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { check, compileFor, matcher, readRequest, routeRules } from '@lamia/lang';
import { transformSync } from 'esbuild';
import { measure } from 'mitata';
import { generator } from './random.mjs';
import { leastCover, naiveTerms } from './rule-counts.mjs';

const FOUNDING =
  'header "User-Agent" regex "^.*(Chrome).*$"  or header "User-Agent" regex "^.*(Nexus 6P).*$"';
const TARGETS = ['haproxy', 'envoy', 'istio', 'gloo', 'gateway-api'];
const SEED = 20_260_115;
const CORPUS = 300;

const conditionOf = (source) => check(source, { kind: 'condition' }).condition;
const compiledToRules = (source) => {
  const condition = conditionOf(source);
  return condition === null
    ? null
    : routeRules([
        { name: 'route', condition, to: [] },
        { name: 'default', condition: null, to: [] },
      ]);
};

async function matching() {
  const agents = [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Linux; Android 8; Nexus 6P) AppleWebKit/537.36 (KHTML, like Gecko)',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/17 Safari/605.1.15',
  ];
  const inputs = Array.from({ length: 64 }, (_, index) => ({
    host: 'shop.example:8080',
    path: `/cart/${index}`,
    headers: [
      ['Accept', '*/*'],
      ['User-Agent', `${agents[index % 3]} ${index}`],
      ['Cookie', 'session=1; group=a'],
    ],
  }));
  const requests = inputs.map(readRequest);
  const matches = matcher(conditionOf(FOUNDING));
  let next = 0;
  const rotate = () => (next = (next + 1) % 64);
  for (let count = 0; count < 20_000; count += 1) matches(readRequest(inputs[rotate()]));
  const read = await measure(() => matches(requests[rotate()]), { min_cpu_time: 300e6 });
  const raw = await measure(() => matches(readRequest(inputs[rotate()])), { min_cpu_time: 300e6 });
  return { 'of a request that was read': read.p50, 'of one as it comes': raw.p50 };
}

/** Random conditions of up to 24 tests over a few fields, so that many are related. */
function corpus() {
  const random = generator(SEED);
  const fields = [
    ...['header "User-Agent"', 'header "X-Group"', 'cookie "session"', 'query "q"'],
    ...['path', 'host', 'header "Accept-Language"'],
  ];
  const texts = ['a', 'ab', 'abc', 'Chrome', 'Safari', 'de', 'en-GB', '1', '2024'];
  const test = () => {
    const field = random.pick(fields);
    const text = field === 'path' ? `/${random.pick(texts)}` : random.pick(texts);
    const op = random.pick(['exact', 'prefix', 'contains', 'suffix', 'regex', 'present', 'exact']);
    const said = random.below(4) === 0 ? 'not ' : '';
    if (op === 'present' && field !== 'path' && field !== 'host') return `${said}${field} present`;
    if (op === 'regex') return `${said}${field} regex ".*(${text}|x[0-9]+).*"`;
    return `${said}${field} ${op === 'present' ? 'exact' : op} "${text}"`;
  };
  const tree = (size) => {
    if (size === 1) return test();
    const left = 1 + random.below(size - 1);
    return `(${tree(left)} ${random.pick(['and', 'or'])} ${tree(size - left)})`;
  };
  return Array.from({ length: CORPUS }, () => tree(1 + random.below(24)));
}

function compiling() {
  for (let count = 0; count < 200; count += 1) compiledToRules(FOUNDING);
  const founding = Array.from({ length: 100 }, () => timed(() => compiledToRules(FOUNDING)).time);
  const results = corpus().map((source) => ({ source, ...timed(() => compiledToRules(source)) }));
  const times = results.map(({ time }) => time).sort((a, b) => a - b);
  const accepted = results.filter(({ value }) => value?.ok === true);
  return {
    founding: median(founding),
    p50: at(times, 0.5),
    p95: at(times, 0.95),
    worst: times.at(-1),
    refused: results.length - accepted.length,
    rules: sum(accepted.map(({ value }) => value.rules.length - 1)),
    naive: sum(accepted.map(({ source }) => naiveTerms(conditionOf(source).formula))),
  };
}

/** Of six atoms that have nothing to do with each other, where the least number is found by trying. */
function minima() {
  const random = generator(SEED + 1);
  const literal = () => `${random.below(3) === 0 ? 'not ' : ''}header "H${random.below(6)}" exact "1"`;
  const tree = (size) => {
    if (size === 1) return literal();
    const left = 1 + random.below(size - 1);
    return `(${tree(left)} ${random.pick(['and', 'or'])} ${tree(size - left)})`;
  };
  const counts = [];
  while (counts.length < 60) {
    const source = tree(2 + random.below(10));
    const condition = check(source, { kind: 'condition' }).condition;
    const compiled = condition === null ? null : compiledToRules(source);
    if (compiled?.ok !== true) continue;
    counts.push({
      found: compiled.rules.length - 1,
      least: leastCover(condition),
      naive: naiveTerms(condition.formula),
    });
  }
  return {
    conditions: counts.length,
    equal: counts.filter(({ found, least }) => found === least).length,
    found: sum(counts.map(({ found }) => found)),
    least: sum(counts.map(({ least }) => least)),
    naive: sum(counts.map(({ naive }) => naive)),
  };
}

const SHARES = [
  { version: 'v1', weight: 5_000 },
  { version: 'v2', weight: 5_000 },
];

function gateway(sources) {
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: ['v1', 'v2'].map((version) => ({ version, service: version, port: 80, subset: null })),
    routes: [
      ...sources.map((source, index) => ({ name: `r${index}`, condition: conditionOf(source), to: SHARES })),
      { name: 'default', condition: null, to: [{ version: 'v1', weight: 10_000 }] },
    ],
  };
}

function perTarget(sources) {
  return Object.fromEntries(
    TARGETS.map((target) => {
      const options = { split: false, listen: { host: '127.0.0.1', port: 8080 } };
      const { time, value } = timed(() => compileFor(target, gateway(sources), options));
      return [target, { time, ok: value.ok }];
    }),
  );
}

/** The conditions of the fuzz suite that try to take long: the slowest of them, beside the two seconds that the specification allows. */
async function hostile() {
  const file = new URL('../../fuzz/hostile-conditions.ts', import.meta.url);
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', format: 'esm' });
  const { HOSTILE_CONDITIONS } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const times = Object.entries(HOSTILE_CONDITIONS).map(([name, source]) => ({
    name,
    time: timed(() => compiledToRules(source)).time,
  }));
  return times.reduce((slowest, each) => (each.time > slowest.time ? each : slowest));
}

function timed(work) {
  const begin = performance.now();
  const value = work();
  return { time: performance.now() - begin, value };
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const median = (values) =>
  at(
    values.sort((a, b) => a - b),
    0.5,
  );

const hundred = Array.from(
  { length: 100 },
  (_, index) =>
    `path under "/team-${index}/api" and header "X-Group" exact "g${index % 7}" or host exact "t${index}.example"`,
);
const pairs = Array.from(
  { length: 10 },
  (_, index) => `(header a${index} exact "1" or header b${index} exact "2")`,
).join(' and ');

// Once for the engine to compile what is used.
perTarget([FOUNDING]);
console.log(
  JSON.stringify({
    matching: await matching(),
    compiling: compiling(),
    minima: minima(),
    hundred: { rules: timed(() => routeRules(gateway(hundred).routes)).time, ...perTarget(hundred) },
    pairs: perTarget([pairs]),
    hostile: await hostile(),
  }),
);
