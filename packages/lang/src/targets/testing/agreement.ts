import { expect } from '@jest/globals';
import fc from 'fast-check';
import type { RequestInput } from '../../condition/request.js';
import { arbitraryRequest, isPlainFor } from '../../condition/testing/arbitrary-request.js';
import { arbitraryLiteral } from '../../condition/testing/arbitrary-rules.js';
import { firstRule } from '../../condition/testing/first-rule.js';
import type { Rule, Target, TargetGateway } from '../target.js';

/** A gateway with two versions of one service, and another split on each route. */
export function gatewayFor(routes: number, more: Partial<TargetGateway> = {}): TargetGateway {
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: ['1.0', '1.1'].map((version) => ({ version, service: 'shop', port: 80, subset: { version } })),
    routes: Array.from({ length: routes }, (_, index) => ({
      name: `route${index}`,
      to: [
        { version: '1.0', weight: index * 1100 },
        { version: '1.1', weight: 10_000 - index * 1100 },
      ],
    })),
    ...more,
  };
}

/** Lists of rules that go back and forth between few routes, each with up to so many literals of few names. */
export function arbitraryLists(most: number): fc.Arbitrary<readonly Rule[]> {
  const rule = fc.record({
    all: fc.array(arbitraryLiteral, { minLength: 1, maxLength: most }),
    route: fc.nat(2),
  });
  return fc.array(rule, { minLength: 1, maxLength: 4 }).map((rules) => [...rules, { all: [], route: 3 }]);
}

export interface Agreement {
  readonly emitted: number;
  readonly compared: number;
  /** How often what was refused, by the end of the message. */
  readonly refused: ReadonlyMap<string, number>;
}

/**
 * Emits random rules and lets every reader of what was emitted answer random plain requests, for which the rules themselves must
 * give the same answer.
 */
export function expectAgreement<Options, Emitted>(
  target: Target<Options, Emitted>,
  options: Options,
  {
    seed,
    rules: runs,
    literals,
    gateway = gatewayFor(4),
  }: {
    readonly seed: number;
    readonly rules: number;
    readonly literals: number;
    readonly gateway?: TargetGateway;
  },
): Agreement {
  let [emitted, compared] = [0, 0];
  const refused = new Map<string, number>();
  const requests = fc.array(arbitraryRequest, { minLength: 15, maxLength: 15 });
  const agrees = (rules: readonly Rule[], inputs: readonly RequestInput[]): void => {
    const emission = target.emit(gateway, rules, options);
    if (!emission.ok) {
      for (const { message } of emission.problems) {
        const why = message.slice(message.indexOf('`', 1) + 1, -1);
        refused.set(why, (refused.get(why) ?? 0) + 1);
      }
      return;
    }
    emitted += 1;
    const meaning = firstRule(rules);
    for (const [name, read] of target.readers(emission.emitted, options)) {
      for (const input of inputs.filter((each) => isPlainFor(rules, each))) {
        compared += 1;
        const shares = gateway.routes[meaning(input)]?.to.filter(({ weight }) => weight > 0);
        expect([name, input, read(input)]).toEqual([name, input, shares]);
      }
    }
  };
  fc.assert(fc.property(arbitraryLists(literals), requests, agrees), { numRuns: runs, seed });
  return { emitted, compared, refused };
}
