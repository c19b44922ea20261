import { describe, expect, test } from '@jest/globals';
import { literalText } from '../../condition/atom.js';
import type { RequestInput } from '../../condition/request.js';
import type { Reader, Rule } from '../target.js';
import { checkHttpRoute } from './checks.js';
import type { GatewayApiObjects } from './emit.js';
import { limitsOf } from './options.js';
import { IMPLEMENTATIONS, readerOf } from './readers.js';
import { gatewayApi } from './target.js';
import { meaningOf } from './testing/list-meaning.js';
import { Chance, randomList, randomPlainRequest } from './testing/random-rules.js';

const SEED = 20_261_126;
const REQUESTS = 60;

function text(rules: readonly Rule[]): string {
  return rules.map(({ all, route }) => `${all.map(literalText).join(' and ')} -> ${route}`).join('\n');
}

/** Every order of what matches are compared by, after the path. */
function otherOrders(objects: GatewayApiObjects): readonly (readonly [string, Reader])[] {
  const standard = IMPLEMENTATIONS.get('spec');
  if (standard === undefined) throw new Error('there is a standard');
  const places = [0, 1, 2].flatMap((first) =>
    [0, 1, 2].flatMap((second) => [0, 1, 2].map((third) => [first, second, third])),
  );
  return places
    .filter((order) => new Set(order).size === 3)
    .flatMap((order) =>
      [true, false].map((pathFirst) => {
        const name = `${pathFirst ? 'path, ' : ''}${order.join(', ')}${pathFirst ? '' : ', path'}`;
        const reader = readerOf(objects, name, (candidate, request) => {
          const [kind = 0, length = 0, ...others] = standard(candidate, request);
          const rest = order.map((place) => others[place] ?? 0);
          return pathFirst ? [kind, length, ...rest] : [...rest, length, kind];
        });
        return [name, reader] as const;
      }),
    );
}

function disagreement(
  readers: Iterable<readonly [string, Reader]>,
  meaning: Reader,
  request: RequestInput,
): string | null {
  const expected = JSON.stringify(meaning(request));
  for (const [name, reader] of readers) {
    const found = JSON.stringify(reader(request));
    if (found !== expected) return `${name}: ${JSON.stringify(request)} goes to ${found}, not ${expected}`;
  }
  return null;
}

describe.each([
  ['re2-full', 600, 0.9],
  ['core', 600, 0.2],
] as const)('%s', (profile, lists, leastShare) => {
  test(`${lists} random lists of rules mean the same to every implementation, or are refused`, () => {
    const chance = new Chance(SEED);
    let written = 0;
    for (let list = 0; list < lists; list++) {
      const { gateway, rules } = randomList(chance);
      const emission = gatewayApi.emit(gateway, rules, { profile });
      const requests = Array.from({ length: REQUESTS }, () => randomPlainRequest(chance));
      if (!emission.ok) {
        expect(emission.problems.length).toBeGreaterThan(0);
        for (const { message, severity } of emission.problems)
          expect([severity, message]).toEqual(['error', expect.any(String)]);
        continue;
      }
      written++;
      const { emitted } = emission;
      for (const route of emitted.routes) expect(checkHttpRoute(route, limitsOf('v1.6'))).toEqual([]);
      const readers = [
        ...gatewayApi.readers(emitted, { profile }),
        ...(list % 6 === 0 ? otherOrders(emitted) : []),
      ];
      const meaning = meaningOf(gateway, rules);
      for (const request of requests) {
        const found = disagreement(readers, meaning, request);
        if (found === null) continue;
        throw new Error(
          `seed ${SEED}, list ${list}, ${found}\n${text(rules)}\n${JSON.stringify(emitted.routes, null, 1)}`,
        );
      }
    }
    expect(written / lists).toBeGreaterThan(leastShare);
  });
});
