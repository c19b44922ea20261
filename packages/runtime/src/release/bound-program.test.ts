import { describe, expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import { bindProgram, evaluateProgram, type BoundProgram } from './bound-program.js';
import { Programs } from './program.js';
import { customPolicy, FOUNDING_EXPRESSION, gatewayWith } from './testing/gateways.js';
import { known, unknown } from './testing/readings.js';

function bound(expression: string): BoundProgram {
  const policy = customPolicy({ expression });
  const metrics = {
    source: {
      kind: 'prometheus',
      url: 'http://127.0.0.1:9090',
      timeout: 1000,
      bearerToken: null,
      basicAuth: null,
      caFile: null,
      allowPromql: true,
      queriesPerSecond: 50,
      breaker: { failures: 5, pause: 10_000, longestPause: 120_000 },
    },
    provider: 'embedded',
    window: 60_000,
    scrapeInterval: 5_000,
    scope: 'gateway',
  } as const;
  const prepared = new Programs().prepare(gatewayWith([policy], { metrics }), policy, null);
  if (!prepared.ok) throw new Error(JSON.stringify(prepared.diagnostics));
  return bindProgram(prepared.program, {
    versions: ['version1', 'version2'],
    baseline: 'version1',
    candidate: 'version2',
  });
}

/** Evaluates with one sample a read, by the read's text. */
function evaluate(program: BoundProgram, samples: Readonly<Record<string, Sample>>) {
  const texts = evaluateProgram(
    program,
    program.reads.map(() => known(1)),
    [],
    60_000,
  ).inputs;
  const inOrder = texts.map(({ read }) => samples[read] ?? known(1));
  return evaluateProgram(program, inOrder, [], 60_000);
}

const blockers = (reading: ReturnType<typeof evaluate>) =>
  reading.decision.decided ? [] : reading.decision.blockers;

describe('a program within a release', () => {
  test('is decided on what was read, with the value of everything on the way', () => {
    const reading = evaluate(bound(FOUNDING_EXPRESSION), {
      'metric baseline errors': known(4),
      'metric baseline requests': known(100),
      'metric candidate errors': known(1),
      'metric candidate requests': known(100),
    });
    expect(reading.decision).toEqual({ decided: true, result: 'version2' });
    expect(reading.inputs).toContainEqual({
      read: 'metric baseline errors',
      version: 'version1',
      sample: known(4),
      required: true,
    });
    expect(reading.trace?.because).toMatchObject([{ holds: true, text: '0.04 > 0.01' }]);
    expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
  });

  test('says whose data a missing series is', () => {
    const reading = evaluate(bound(FOUNDING_EXPRESSION), {
      'metric candidate errors': unknown('no-series'),
    });
    expect(blockers(reading)).toMatchObject([
      { read: 'metric candidate errors', cause: 'no-series', versions: ['version2'] },
    ]);
  });

  test('says whose data a division by zero is', () => {
    const reading = evaluate(bound(FOUNDING_EXPRESSION), {
      'metric baseline requests': known(0),
    });
    expect(blockers(reading)).toMatchObject([{ cause: 'divide-by-zero', versions: ['version1'] }]);
  });

  test('looks behind the names of `let`', () => {
    const program = bound(`
      let stable = metric baseline requests;
      let rest = stable - metric version1 errors;
      if (metric candidate errors / rest > 0.5) { result = baseline; } else { result = candidate; }
      result`);
    const reading = evaluate(program, { 'metric baseline requests': known(1) });
    const [blocker] = blockers(reading);
    expect(blocker?.cause).toBe('divide-by-zero');
    expect(new Set(blocker?.versions)).toEqual(new Set(['version1', 'version2']));
  });

  test('a query of no version belongs to none, also beside one that does', () => {
    const program = bound(`
      if (metric candidate errors / promql "up" > 0.5) { result = baseline; } else { result = candidate; }
      result`);
    const reading = evaluate(program, { 'promql "up"': known(0) });
    expect(blockers(reading)).toMatchObject([{ cause: 'divide-by-zero', versions: [] }]);
    expect(reading.inputs.find(({ read }) => read.startsWith('promql'))?.version).toBeNull();
  });

  test('can do without what stands before `??` or in `known`, but not without the same read elsewhere', () => {
    const program = bound(`
      let errors = metric candidate errors ?? 0;
      if (known(metric candidate latency) and errors / metric candidate requests > 0.1) { result = baseline; }
      else if ((metric baseline requests ?? 1) > metric baseline requests) { result = nil; }
      else { result = candidate; }
      result`);
    const required = Object.fromEntries(
      evaluate(program, {}).inputs.map(({ read, required: isRequired }) => [read, isRequired]),
    );
    expect(required).toEqual({
      'metric candidate errors': false,
      'metric candidate latency': false,
      'metric candidate requests': true,
      'metric baseline requests': true,
    });
  });

  test('too few samples are a fault of the caller, a known one that is not finite one of the source', () => {
    const program = bound(FOUNDING_EXPRESSION);
    expect(() => evaluateProgram(program, [known(1)], [], 60_000)).toThrow('there is no sample for metric');
    expect(() => evaluate(program, { 'metric baseline errors': known(Number.NaN) })).toThrow(
      'must be finite',
    );
  });
});
