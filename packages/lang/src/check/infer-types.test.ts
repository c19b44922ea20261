import { describe, expect, test } from '@jest/globals';
import { expectCheck } from '../testing/expect-findings.js';
import { SHOP } from '../testing/shop.js';
import { check } from './check.js';
import { typeName } from './infer-types.js';
import type { CheckOptions } from './options.js';
import type { NumberType, Type } from './type.js';
import { unitText } from './unit.js';

const SCORE: CheckOptions = { ...SHOP, kind: 'score' };

/** The type of a score's final expression; the score must be free of errors. */
function typeOf(source: string, options: CheckOptions = SCORE): NumberType {
  const { checked, diagnostics } = check(source, { kind: 'score', ...options });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const value = checked?.program.value ?? null;
  const type: Type | undefined = value === null ? undefined : checked?.types.get(value);
  if (type?.kind !== 'number') throw new TypeError(`not a number: ${source}`);
  return type;
}

function unitOf(source: string, options?: CheckOptions): string {
  const { unit } = typeOf(source, options);
  return unit === 'open' ? unit : unitText(unit);
}

/** A decision with one condition. */
const when = (condition: string): string => `if (${condition}) { result = v1; }`;

describe('units', () => {
  test.each([
    ['5', 'ratio'],
    ['20%', 'ratio'],
    ['250ms', 's'],
    ['1h30m', 's'],
    ['64KiB', 'B'],
    ['requests', 'count'],
    ['latency', 's'],
    ['bytes_sent', 'B'],
    ['cpu', 'ratio'],
    ['request_rate', 'count/s'],
    ['requests.rate', 'count/s'],
    ['bytes_sent.rate', 'B/s'],
    ['latency.p99', 's'],
    ['latency.count', 'count'],
    ['metric v1 latency', 's'],
    ['requests{code="500"} over 5m', 'count'],
    ['promql "up"', 'ratio'],
    ['promql "up" as s', 's'],
    ['promql "up" as "B/s"', 'B/s'],
    ['-latency', 's'],
    ['latency + 5ms', 's'],
    ['requests - 5', 'count'],
    ['5 - requests', 'count'],
    ['errors / requests', 'ratio'],
    ['bytes_sent / requests', 'B/count'],
    ['requests / 60s', 'count/s'],
    ['request_rate * 60s', 'count'],
    ['2 * latency', 's'],
    ['latency / 2', 's'],
    ['latency * latency', 's^2'],
    ['1 / latency', '1/s'],
    ['min(latency, 5s)', 's'],
    ['max(5, requests)', 'count'],
    ['abs(latency)', 's'],
    ['clamp(latency, 1s, 5s)', 's'],
    ['atLeast(50, requests)', 'count'],
    ['requests ?? 0', 'count'],
    ['0 ?? requests', 'count'],
    ['let a = latency; a', 's'],
  ])('%s is in %s', (source, unit) => {
    expect(unitOf(source)).toBe(unit);
  });

  test.each([
    ['anything', 'open'],
    ['anything + 5s', 's'],
    ['5s + anything', 's'],
    ['anything + 5', 'open'],
    ['anything * 5s', 'open'],
    ['anything / other', 'open'],
    ['min(anything, 5s)', 's'],
    ['anything ?? 5s', 's'],
    ['-anything', 'open'],
  ])('without a catalogue %s is in %s', (source, unit) => {
    expect(unitOf(source, {})).toBe(unit);
  });

  test('a query may only be given a unit that is one', () => {
    expectCheck('promql "up" as <|ms|>', SCORE, {
      code: 'bad-unit',
      message: '`ms` is no unit: expected `ratio`, `count`, `s`, `B` or a product such as `"count/s"`',
    });
  });

  test.each([
    ['a sum', '<|latency + 20%|>'],
    ['a difference', '<|requests - latency|>'],
    ['min', '<|min(latency, requests)|>'],
    ['max', '<|max(cpu, 5ms)|>'],
    ['clamp', '<|clamp(latency, 1s, 5B)|>'],
    ['a fallback', '<|latency ?? 20%|>'],
    ['powers', '<|latency * latency + latency|>'],
    ['a sum in a sum', '<|latency + 20%|> + 5s'],
  ])('that differ in %s are an error', (_where, text) => {
    expectCheck(text, SCORE, { code: 'unit-mismatch' });
  });

  test.each(['<', '<=', '>', '>=', '==', '!='])('must be equal on both sides of `%s`', (operator) => {
    const finding = {
      code: 'unit-mismatch',
      message: '`metric v1 latency` is in s, `20%` in ratio: both sides must have one unit',
    } as const;
    const [mismatch] = check(when(`metric v1 latency ${operator} 20%`), SHOP).diagnostics;
    expect(mismatch).toMatchObject({ ...finding, severity: 'error', start: 4, end: 26 + operator.length });
    expectCheck(when('metric v1 latency < 250ms'), SHOP);
  });

  test('one mismatch is reported once, and nothing that follows from an error', () => {
    expectCheck('min(<|unheard|> + 5s, requests) * 2B', SCORE, { code: 'unknown-metric' });
    expectCheck('let a = <|unheard|>; a + latency', SCORE, { code: 'unknown-metric' });
    expectCheck('promql "up" as <|ms|> + latency', SCORE, { code: 'bad-unit' });
  });
});

describe('windows', () => {
  test.each([
    ['requests', 'default'],
    ['requests over 5m', 300_000],
    ['requests.sum over 5m', 300_000],
    ['latency.count over 5m', 300_000],
    ['requests.rate over 5m', null],
    ['latency over 5m', null],
    ['cpu', null],
    ['5', null],
    ['promql "up" as count', null],
    ['requests over 5m + 1', 300_000],
    ['2 * requests over 5m', 300_000],
    ['requests over 5m / 2', 300_000],
    ['requests over 5m / 60s', null],
    ['errors over 5m / requests over 5m', null],
    ['min(1, requests over 5m)', 300_000],
    ['request_rate * 60s', null],
  ])('%s counts over %p', (source, window) => {
    expect(typeOf(source).window).toBe(window);
  });

  test('a read without one has that of the gateway, where it is known', () => {
    expect(typeOf('requests', { ...SCORE, window: 60_000 }).window).toBe(60_000);
    expect(typeOf('requests over 5m', { ...SCORE, window: 60_000 }).window).toBe(300_000);
    expectCheck('errors over 1m / requests', { ...SCORE, window: 60_000 });
  });

  test.each([
    ['a sum', '<|errors + requests over 5m|>'],
    ['a quotient', '<|errors / requests over 5m|>'],
    ['a function', '<|max(errors, requests over 5m)|>'],
    ['a fallback', '<|errors ?? requests over 5m|>'],
    ['counts of a metric of times', '<|latency.count / requests over 5m|>'],
    ['what a sum carries on', '<|(errors + 1) / requests over 5m|>'],
  ])('that differ in %s are an error', (_where, text) => {
    expectCheck(text, SCORE, { code: 'mixed-windows' });
  });

  test('that differ in a comparison are an error', () => {
    expectCheck(when('<|metric v1 errors over 1m > metric v1 errors|>'), SHOP, { code: 'mixed-windows' });
  });

  test.each([
    ['a product', 'errors * requests over 5m'],
    ['rates', 'errors.rate / requests.rate over 5m'],
    ['means', 'latency / latency over 5m'],
    ['fractions', 'errors / requests - errors over 5m / requests over 5m'],
    ['rates by hand', 'errors over 5m / 300s - errors over 1m / 60s'],
  ])('may differ in %s', (_where, source) => {
    expectCheck(source, SCORE);
  });

  test('without a catalogue any metric may be a count', () => {
    expectCheck('<|hits / misses over 5m|>', { kind: 'score' }, { code: 'mixed-windows' });
    expectCheck('hits over 5m / misses over 5m', { kind: 'score' });
    expectCheck('hits over 5m / misses over 5m - hits over 1m / misses over 1m', { kind: 'score' });
    expectCheck('hits over 5m / 300s - misses over 1m / 60s', { kind: 'score' });
  });
});

describe('constants and bare literals', () => {
  test.each([
    ['5', 5],
    ['20%', 0.2],
    ['250ms', 0.25],
    ['-5', -5],
    ['2 + 3', 5],
    ['2 - 3', -1],
    ['2 * 3', 6],
    ['3 / 2', 1.5],
    ['let a = 5; a', 5],
    ['requests', null],
    ['-requests', null],
    ['requests + 5', null],
    ['requests * 0', null],
    ['abs(5)', null],
  ])('%s is known to be %p', (source, constant) => {
    expect(typeOf(source).constant).toBe(constant);
  });

  test.each([
    ['5', true],
    ['-5', true],
    ['2 * 3 + 1', true],
    ['let a = 5; a', true],
    ['20%', false],
    ['5s', false],
    ['2 * 20%', false],
    ['requests + 5', false],
    ['5 ?? requests', false],
  ])('%s is bare: %p', (source, bare) => {
    expect(typeOf(source).bare).toBe(bare);
  });

  test('a name for a bare literal stays as flexible', () => {
    expectCheck('let minimum = 50; requests - minimum', SCORE);
    expectCheck('let limit = 250; latency - <|limit|>', SCORE, { code: 'bare-literal' });
  });
});

describe('operators on values of other types', () => {
  test.each(['+', '-', '*', '/', '??'])('`%s` takes numbers on both sides', (operator) => {
    expectCheck(`requests ${operator} <|true|>`, SCORE, {
      code: 'type-mismatch',
      message: `\`${operator}\` takes numbers, but \`true\` is true or false`,
    });
    expectCheck(`<|"v1"|> ${operator} requests`, SCORE, { code: 'type-mismatch' });
  });

  test.each(['<', '<=', '>', '>='])('`%s` orders numbers', (operator) => {
    expectCheck(when(`<|nil|> ${operator} 5`), SHOP, {
      code: 'type-mismatch',
      message: `\`${operator}\` takes numbers, but \`nil\` is \`nil\``,
    });
    expectCheck(when(`5 ${operator} <|"v1"|>`), SHOP, { code: 'type-mismatch' });
  });

  test('`-` takes a number', () => {
    expectCheck('-<|true|>', SCORE, { code: 'type-mismatch' });
  });

  test('a version where a number is wanted may be meant as a metric', () => {
    expectCheck(when('<|v1|> > 5'), SHOP, {
      code: 'type-mismatch',
      message: '`v1` is a version here, but `>` takes numbers: a metric is written `metric candidate "v1"`',
    });
  });

  test.each(['and', 'or'])('`%s` takes truth values on both sides', (operator) => {
    expectCheck(when(`<|5|> ${operator} true`), SHOP, {
      code: 'type-mismatch',
      message: `\`${operator}\` takes true or false, but \`5\` is a number: compare it, as in \`x > 0\``,
    });
    expectCheck(when(`true ${operator} <|v1|>`), SHOP, {
      code: 'type-mismatch',
      message: `\`${operator}\` takes true or false, but \`v1\` is a version`,
    });
  });

  test('`not` and `if` take a truth value', () => {
    expectCheck(when('not <|nil|>'), SHOP, { code: 'type-mismatch' });
    expectCheck(when('<|metric v1 requests|>'), SHOP, {
      code: 'type-mismatch',
      message: '`if` takes true or false, but `metric v1 requests` is a number: compare it, as in `x > 0`',
    });
    expectCheck('if (true) {} else if (<|v1|>) { result = v1; }', SHOP, { code: 'type-mismatch' });
  });

  test.each(['==', '!='])('`%s` compares numbers, and versions', (operator) => {
    for (const fine of [`2 ${operator} 3`, `candidate ${operator} v2`, `result ${operator} nil`]) {
      expectCheck(when(fine), SHOP);
    }
    expectCheck(when(`<|true ${operator} false|>`), SHOP, {
      code: 'type-mismatch',
      message: `\`${operator}\` does not compare truth values: write \`a\`, \`not a\`, or \`a and b or not a and not b\``,
    });
    expectCheck(when(`<|v1 ${operator} true|>`), SHOP, { code: 'type-mismatch' });
    expectCheck(when(`<|nil ${operator} 0 * 1|>`), SHOP, {
      code: 'type-mismatch',
      message: `\`${operator}\` compares \`nil\` with a number`,
    });
  });

  test('`??` is for truth values too', () => {
    expectCheck(when('(metric v1 cpu > 50%) ?? false'), SHOP);
    expectCheck(when('(metric v1 cpu > 50%) ?? <|0|>'), SHOP, { code: 'type-mismatch' });
    expectCheck('result = <|v1|> ?? <|v2|>;', SHOP, { code: 'type-mismatch' }, { code: 'type-mismatch' });
  });

  test('`result` takes a version or nil', () => {
    for (const value of ['v1', '"v1"', 'candidate', 'nil', 'result']) expectCheck(`result = ${value};`, SHOP);
    expectCheck('result = <|5|>;', SHOP, {
      code: 'type-mismatch',
      message: '`result` takes a version or `nil`, but `5` is a number',
    });
    expectCheck('result = <|1 > 0|>;', SHOP, { code: 'type-mismatch' });
    expectCheck('if (true) { result = v1; } else { result = <|true|>; }', SHOP, { code: 'type-mismatch' });
  });
});

describe('functions', () => {
  test.each([
    ['<|minimum|>(1, 2)', []],
    ['<|mim|>(requests, 1)', ['min(requests, 1)']],
    ['<|MAX|>(requests, 1)', ['max(requests, 1)']],
    ['<|atleast|>(50, requests)', ['atLeast(50, requests)']],
  ])('%s does not exist', (text, fixed) => {
    expectCheck(text, SCORE, { code: 'unknown-function', fixed });
    for (const source of fixed) expectCheck(source, SCORE);
  });

  test('the message names the nearest, or all', () => {
    expectCheck('<|mim|>(1)', SCORE, {
      code: 'unknown-function',
      message: 'there is no function `mim`: did you mean `min`?',
    });
    expectCheck('<|constructor|>(1)', SCORE, {
      code: 'unknown-function',
      message:
        'there is no function `constructor`: there are `min`, `max`, `abs`, `clamp`, `known`, `atLeast`',
    });
  });

  test('the arguments of an unknown function are looked at', () => {
    expectCheck('<|average|>(1 + <|true|>)', SCORE, { code: 'unknown-function' }, { code: 'type-mismatch' });
  });

  test.each([
    ['min()', '`min` got 0 arguments: write `min(x, y, …)`'],
    ['max()', '`max` got 0 arguments: write `max(x, y, …)`'],
    ['abs(1, 2)', '`abs` got 2 arguments: write `abs(x)`'],
    ['clamp(1, 2)', '`clamp` got 2 arguments: write `clamp(x, lo, hi)`'],
    ['known()', '`known` got 0 arguments: write `known(x)`'],
    ['atLeast(1)', '`atLeast` got 1 argument: write `atLeast(n, x)`'],
  ])('%s has the wrong number of arguments', (call, message) => {
    expectCheck(`<|${call}|>`, SCORE, { code: 'wrong-argument-count', message });
  });

  test.each([
    'min(requests)',
    'max(1, 2, 3, 4, requests)',
    'abs(-5)',
    'clamp(5, 1, 9)',
    'atLeast(1, requests)',
  ])('%s is fine', (source) => {
    expectCheck(source, SCORE);
  });

  test.each(['min', 'max', 'abs'])('`%s` takes numbers', (name) => {
    expectCheck(`${name}(<|true|>)`, SCORE, {
      code: 'type-mismatch',
      message: `\`${name}\` takes numbers, but \`true\` is true or false`,
    });
  });

  test('`known` takes a number or a truth value', () => {
    expectCheck(when('known(metric v1 cpu)'), SHOP);
    expectCheck(when('known(metric v1 cpu > 5%)'), SHOP);
    expectCheck(when('known(<|v1|>)'), SHOP, {
      code: 'type-mismatch',
      message: '`known` takes a number or a truth value, not a version',
    });
    expectCheck(when('known(<|nil|>)'), SHOP, { code: 'type-mismatch' });
    expectCheck('<|known(cpu)|> + 1', SCORE, { code: 'type-mismatch' });
  });

  test('`atLeast` waits for a count', () => {
    expectCheck('atLeast(<|5s|>, requests)', SCORE, {
      code: 'unit-mismatch',
      message: '`atLeast` waits for a count, but `5s` is in s: give it a count such as `requests`',
    });
    expectCheck('atLeast(5, <|latency|>)', SCORE, { code: 'unit-mismatch' });
    expectCheck('atLeast(5, <|errors / requests|>)', SCORE, { code: 'unit-mismatch' });
    expectCheck('atLeast(5, anything)', { kind: 'score' });
  });

  test('the bounds of `clamp` are in order', () => {
    expectCheck('<|clamp(latency, 5s, 250ms)|>', SCORE, {
      code: 'bad-bounds',
      message: 'the lower bound `5s` is above the upper bound `250ms`: swap them',
    });
    expectCheck('<|clamp(requests, 2 * 3, 5)|>', SCORE, { code: 'bad-bounds' });
    expectCheck('clamp(requests, 5, 5) + clamp(requests, errors, 1)', SCORE);
  });
});

describe('typeName', () => {
  test.each<[Type, string]>([
    [{ kind: 'boolean' }, 'true or false'],
    [{ kind: 'version' }, 'a version'],
    [{ kind: 'nil' }, '`nil`'],
    [{ kind: 'error' }, 'unreadable'],
    [{ kind: 'number', unit: 'open', window: null, bare: false, constant: null }, 'a number'],
  ])('%p is %s', (type, name) => {
    expect(typeName(type)).toBe(name);
  });
});
