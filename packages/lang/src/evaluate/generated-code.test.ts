import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { compiledDecision } from '../testing/compiled.js';
import { checked, RELEASE, values } from '../testing/release.js';
import { allowsGeneratedCode } from './generated-code.js';

/** Stands for a content policy without `unsafe-eval`. */
const refuse = jest.fn(() => {
  throw new EvalError('code generation from strings disallowed');
});

const real = globalThis.Function;

beforeEach(() => {
  globalThis.Function = refuse;
});

afterEach(() => {
  globalThis.Function = real;
});

// The answer is kept for the life of the module, which in this file only ever sees the refusal.
describe('where generated code is forbidden', () => {
  test('a program goes on as closures, and the policy is asked once', () => {
    const bound = compiledDecision(checked('if (metric v1 a > 1) { result = v1; } result')).bind(RELEASE);
    for (let round = 0; round < 200; round += 1) {
      expect(bound.decide(values(round)).result).toBe(round > 1 ? 'v1' : null);
      expect(bound.trace(values(round)).decision.result).toBe(round > 1 ? 'v1' : null);
    }
    expect(refuse).toHaveBeenCalledTimes(1);
    expect(allowsGeneratedCode()).toBe(false);
    expect(refuse).toHaveBeenCalledTimes(1);
  });

  test('a program that must be generated says so', () => {
    const bound = compiledDecision(checked('result'), { backend: 'generated' }).bind(RELEASE);
    expect(() => bound.decide(values())).toThrow(EvalError);
  });
});
