/** A built-in function, for the checker's messages and for editors. */
export interface FunctionDescription {
  readonly signature: string;
  readonly description: string;
  readonly fewest: number;
  readonly most: number;
}

/** `min` and `max` take any number of arguments up to the limit on depth and tokens. */
export const FUNCTIONS: ReadonlyMap<string, FunctionDescription> = new Map([
  ['min', { signature: 'min(x, y, …)', description: 'the smallest argument', fewest: 1, most: Infinity }],
  ['max', { signature: 'max(x, y, …)', description: 'the largest argument', fewest: 1, most: Infinity }],
  ['abs', { signature: 'abs(x)', description: 'x without its sign', fewest: 1, most: 1 }],
  [
    'clamp',
    { signature: 'clamp(x, lo, hi)', description: 'x, but at least lo and at most hi', fewest: 3, most: 3 },
  ],
  ['known', { signature: 'known(x)', description: 'true when x is known, else false', fewest: 1, most: 1 }],
  [
    'atLeast',
    {
      signature: 'atLeast(n, x)',
      description: 'unknown until the count x reaches n, then x',
      fewest: 2,
      most: 2,
    },
  ],
]);
