/**
 * A unit is a product of powers of three dimensions; a ratio has none of them. `{count: 1, s: -1, B: 0}` is a rate.
 */
export interface Unit {
  readonly count: number;
  readonly s: number;
  readonly B: number;
}

export const RATIO: Unit = { count: 0, s: 0, B: 0 };
export const COUNT: Unit = { count: 1, s: 0, B: 0 };
export const SECONDS: Unit = { count: 0, s: 1, B: 0 };
export const BYTES: Unit = { count: 0, s: 0, B: 1 };

const DIMENSIONS = ['count', 's', 'B'] as const;

export function sameUnit(left: Unit, right: Unit): boolean {
  return DIMENSIONS.every((dimension) => left[dimension] === right[dimension]);
}

export function multiplyUnits(left: Unit, right: Unit): Unit {
  return { count: left.count + right.count, s: left.s + right.s, B: left.B + right.B };
}

export function divideUnits(left: Unit, right: Unit): Unit {
  return { count: left.count - right.count, s: left.s - right.s, B: left.B - right.B };
}

/** `count/s`, `s`, `ratio`; the text that `parseUnit` reads back. */
export function unitText(unit: Unit): string {
  const power = (dimension: (typeof DIMENSIONS)[number], exponent: number): string =>
    exponent === 1 ? dimension : `${dimension}^${exponent}`;
  const above = DIMENSIONS.filter((dimension) => unit[dimension] > 0).map((dimension) =>
    power(dimension, unit[dimension]),
  );
  const below = DIMENSIONS.filter((dimension) => unit[dimension] < 0).map((dimension) =>
    power(dimension, -unit[dimension]),
  );
  if (above.length === 0 && below.length === 0) return 'ratio';
  return [above.length === 0 ? '1' : above.join('*'), ...below].join('/');
}

const FACTOR = /^(count|s|B)(?:\^([1-9]))?$/;

/**
 * Reads the text of a unit: `ratio`, `count`, `s`, `B`, and products and quotients of them such as `count/s`, `B*s^2`.
 * Returns null where the text is none of these.
 */
export function parseUnit(text: string): Unit | null {
  if (text === 'ratio') return RATIO;
  const [numerator, ...divisors] = text.split('/');
  if (numerator === undefined || (numerator === '1' && divisors.length === 0)) return null;
  const factors = numerator === '1' ? [] : numerator.split('*');
  let unit = RATIO;
  for (const [sign, list] of [
    [1, factors],
    [-1, divisors],
  ] as const) {
    for (const factor of list) {
      const match = FACTOR.exec(factor);
      if (match === null) return null;
      const exponent = sign * Number(match[2] ?? '1');
      const dimension = match[1] as (typeof DIMENSIONS)[number]; // the pattern admits nothing else
      unit = { ...unit, [dimension]: unit[dimension] + exponent };
    }
  }
  return unit;
}
