import { describe, expect, test } from '@jest/globals';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { expectCheck } from '../testing/expect-findings.js';
import { SHOP } from '../testing/shop.js';
import { agree, checkWindows, unitName, type Side } from './agree.js';
import type { CountWindow, NumberType } from './type.js';
import { COUNT, RATIO, SECONDS } from './unit.js';

const WHOLE = { start: 0, end: 5 };
const LEFT = { start: 0, end: 1 };
const RIGHT = { start: 4, end: 5 };

function numberIn(unit: NumberType['unit'], more: Partial<NumberType> = {}): NumberType {
  return { kind: 'number', unit, window: null, bare: false, constant: null, ...more };
}

const bare = (constant: number | null): NumberType => numberIn(RATIO, { bare: true, constant });

/** The shared type of `a` and `b` in `a + b`, and what was reported. */
function agreed(
  a: NumberType,
  b: NumberType,
): { readonly type: NumberType; readonly found: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const side = (type: NumberType, text: string, span: typeof LEFT): Side => ({ type, text, ...span });
  const type = agree(side(a, 'a', LEFT), side(b, 'b', RIGHT), WHOLE, (finding) => void found.push(finding));
  return { type, found };
}

describe('agree', () => {
  test('equal units stay', () => {
    expect(agreed(numberIn(SECONDS), numberIn(SECONDS))).toEqual({ type: numberIn(SECONDS), found: [] });
  });

  test("a bare literal takes the other side's unit and window, on either side", () => {
    const count = numberIn(COUNT, { window: 5 });
    expect(agreed(bare(3), count)).toEqual({ type: count, found: [] });
    expect(agreed(count, bare(3))).toEqual({ type: count, found: [] });
  });

  test('two bare literals stay bare', () => {
    expect(agreed(bare(2), bare(3))).toEqual({ type: bare(null), found: [] });
  });

  test('an unknown unit takes the other, on either side', () => {
    expect(agreed(numberIn('open'), numberIn(SECONDS))).toEqual({ type: numberIn(SECONDS), found: [] });
    expect(agreed(numberIn(SECONDS), numberIn('open'))).toEqual({ type: numberIn(SECONDS), found: [] });
    expect(agreed(numberIn('open'), bare(300))).toEqual({ type: numberIn('open'), found: [] });
  });

  test('other units are an error at the whole, which names both sides', () => {
    expect(agreed(numberIn(SECONDS), numberIn(COUNT)).found).toEqual([
      {
        code: 'unit-mismatch',
        severity: 'error',
        message: '`a` is in s, `b` in count: both sides must have one unit',
        ...WHOLE,
      },
    ]);
  });

  test('the window is that of the side that has one', () => {
    expect(agreed(numberIn(COUNT, { window: 5 }), numberIn(COUNT)).type.window).toBe(5);
    expect(agreed(numberIn(COUNT), numberIn(COUNT, { window: 5 })).type.window).toBe(5);
  });

  test('no constant is taken over', () => {
    expect(
      agreed(numberIn(SECONDS, { constant: 1 }), numberIn(SECONDS, { constant: 2 })).type.constant,
    ).toBeNull();
  });
});

describe('checkWindows', () => {
  test.each<[CountWindow, CountWindow]>([
    [null, null],
    [null, 5],
    ['default', null],
    [5, 5],
    ['default', 'default'],
  ])('%p and %p agree', (left, right) => {
    const found: Diagnostic[] = [];
    checkWindows(left, right, WHOLE, (finding) => void found.push(finding));
    expect(found).toEqual([]);
  });

  test.each<[CountWindow, CountWindow, string]>([
    [60_000, 300_000, 'one side counts over 1m, the other over 5m: write `over 1m` after each'],
    [
      'default',
      300_000,
      "one side counts over the gateway's window, the other over 5m: write `over 5m` after each",
    ],
    [
      300_000,
      'default',
      "one side counts over 5m, the other over the gateway's window: write `over 5m` after each",
    ],
  ])('%p and %p do not', (left, right, message) => {
    const found: Diagnostic[] = [];
    checkWindows(left, right, WHOLE, (finding) => void found.push(finding));
    expect(found).toEqual([{ code: 'mixed-windows', severity: 'error', message, ...WHOLE }]);
  });
});

describe('a bare literal', () => {
  test.each([
    ['latency + <|250|>', 'latency + 250ms', '`250` beside s would mean 250 seconds: did you mean `250ms`?'],
    ['<|250|> + latency', '250ms + latency', '`250` beside s would mean 250 seconds: did you mean `250ms`?'],
    ['latency - <|-5|>', 'latency - -5ms', '`-5` beside s would mean -5 seconds: did you mean `-5ms`?'],
    ['latency + <|2 * 3|>', 'latency + 6ms', '`2 * 3` beside s would mean 6 seconds: did you mean `6ms`?'],
    ['bytes_sent - <|10|>', 'bytes_sent - 10B', '`10` beside B would mean 10 bytes: did you mean `10B`?'],
    [
      'max(latency, <|0.5|>)',
      'max(latency, 0.5ms)',
      '`0.5` beside s would mean 0.5 seconds: did you mean `0.5ms`?',
    ],
    ['latency ?? <|1|>', 'latency ?? 1ms', '`1` beside s would mean 1 second: did you mean `1ms`?'],
  ])('needs a unit in %s', (text, mended, message) => {
    expectCheck(text, SHOP, { code: 'bare-literal', message, fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('needs one in a comparison', () => {
    const mended = 'if (metric v1 latency < 250ms) { result = v1; }';
    expectCheck('if (metric v1 latency < <|250|>) { result = v1; }', SHOP, {
      code: 'bare-literal',
      fixed: [mended],
    });
    expectCheck(mended, SHOP);
  });

  test('beside a product of units has no fix', () => {
    expectCheck('latency * latency + <|5|>', SHOP, {
      code: 'bare-literal',
      message: '`5` beside s^2 would mean 5 s^2: write it as a product of units',
      fixed: [],
    });
  });

  test.each([
    ['zero', 'latency + 0'],
    ['a count', 'requests + 50'],
    ['a rate', 'request_rate + 5'],
    ['a factor', 'latency * 2 / 3'],
    ['an unknown unit', 'promql "up" as count + 5'],
  ])('needs none: %s', (_what, source) => {
    expectCheck(source, SHOP);
  });
});

describe('a number above 1 beside a ratio', () => {
  const CODE = { code: 'ratio-literal', severity: 'warning' } as const;

  test.each([
    ['cpu + <|20|>', 'cpu + 20%'],
    ['<|20|> - errors / requests', '20% - errors / requests'],
    ['min(cpu, <|1.5|>)', 'min(cpu, 1.5%)'],
  ])('is probably a percentage in %s', (text, mended) => {
    expectCheck(text, SHOP, { ...CODE, fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('the message says so', () => {
    expectCheck('cpu + <|20|>', SHOP, {
      ...CODE,
      message: '`20` beside a ratio is more than all of it: did you mean `20%`?',
    });
  });

  test.each(['cpu + 1', 'cpu + 0.2', 'cpu + 150%', 'cpu * 20', 'cpu - -5'])('%s is let through', (source) => {
    expectCheck(source, SHOP);
  });
});

test('a unit has a name, also where it is not known', () => {
  expect(unitName(numberIn(SECONDS))).toBe('s');
  expect(unitName(numberIn('open'))).toBe('an unknown unit');
});
