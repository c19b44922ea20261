/** The limits of the language; each has a diagnostic code of its own (`grammar/SPEC.md`, limits). */
export const LIMITS = {
  /** UTF-8 bytes. */
  sourceBytes: 64 * 1024,
  tokens: 10_000,
  depth: 64,
  /** The same where each operator of a chain of `and` or `or` counts: later stages recurse into those as well. */
  depthWithChains: 256,
  reads: 256,
  /** UTF-8 bytes of one string literal's value. */
  stringBytes: 4 * 1024,
  regexCharacters: 1_024,
  /** Of all regular expressions of a program together, repetitions written out; RE2 takes time by this number. */
  regexSteps: 20_000,
  /** Distinct tests of one condition. */
  atoms: 64,
  /** Route rules of one condition. */
  rules: 128,
  /** After that many errors the rest is not listed. */
  errors: 100,
} as const;
