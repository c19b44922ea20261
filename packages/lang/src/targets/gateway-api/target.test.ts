import { describe, expect, test } from '@jest/globals';
import { literalText, type Atom } from '../../condition/atom.js';
import { notPlain } from '../../condition/plain.js';
import { readRequest, type RequestInput } from '../../condition/request.js';
import { ruleMeaning } from '../../condition/rule-meaning.js';
import { servesHost } from '../../condition/served-host.js';
import type { Reader } from '../target.js';
import { expectAgreement } from '../testing/agreement.js';
import { checkHttpRoute } from './checks.js';
import type { GatewayApiObjects } from './emit.js';
import { limitsOf } from './options.js';
import { IMPLEMENTATIONS, readerOf } from './readers.js';
import { gatewayApi } from './target.js';
import {
  Chance,
  gatewayOf,
  randomList,
  randomPlainRequest,
  type RandomList,
} from './testing/random-rules.js';

const SEED = 20_261_126;
const REQUESTS = 50;

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

/** A random gateway's rules against what was written for them. */
class Case {
  readonly meaning: Reader;
  private readonly atoms: readonly Atom[];

  constructor(private readonly list: RandomList) {
    const { gateway, rules } = list;
    const choose = ruleMeaning(rules);
    this.atoms = rules.flatMap(({ all }) => all);
    this.meaning = (input) => {
      const request = readRequest(input);
      const isServed = servesHost(gateway.hosts, request.host);
      return isServed ? (gateway.routes[choose(request)]?.to ?? null) : null;
    };
  }

  /** What data planes agree on. */
  isPlain(input: RequestInput): boolean {
    return notPlain(readRequest(input), this.atoms) === null;
  }

  /** @throws where a reader sends a request elsewhere than the rules do */
  compare(
    readers: Iterable<readonly [string, Reader]>,
    input: RequestInput,
    objects: GatewayApiObjects,
  ): void {
    const expected = JSON.stringify(this.meaning(input));
    for (const [name, reader] of readers) {
      const found = JSON.stringify(reader(input));
      if (found === expected) continue;
      const rules = this.list.rules.map(
        ({ all, route }) => `${all.map(literalText).join(' and ')} -> ${route}`,
      );
      const written = JSON.stringify(objects.routes, null, 1);
      throw new Error(
        `${name}: ${JSON.stringify(input)} goes to ${found}, not ${expected}\n${rules.join('\n')}\n${written}`,
      );
    }
  }
}

describe.each([
  ['re2-full', 400, 0.9],
  ['core', 300, 0.2],
] as const)('%s', (profile, lists, leastShare) => {
  test(`${lists} random lists of rules mean the same to every implementation, or are refused`, () => {
    const chance = new Chance(SEED);
    let written = 0;
    let requests = 0;
    for (let index = 0; index < lists; index++) {
      const list = randomList(chance);
      const emission = gatewayApi.emit(list.gateway, list.rules, { profile });
      if (!emission.ok) {
        expect(emission.problems).toContainEqual(expect.objectContaining({ severity: 'error' }));
        continue;
      }
      written++;
      const { emitted } = emission;
      for (const route of emitted.routes) expect(checkHttpRoute(route, limitsOf('v1.6'))).toEqual([]);
      const readers = [
        ...gatewayApi.readers(emitted, { profile }),
        ...(index % 6 === 0 ? otherOrders(emitted) : []),
      ];
      const tried = new Case(list);
      for (let count = 0; count < REQUESTS; count++) {
        const request = randomPlainRequest(chance);
        if (!tried.isPlain(request)) continue;
        requests++;
        try {
          tried.compare(readers, request, emitted);
        } catch (error) {
          throw new Error(`seed ${SEED}, list ${index}`, { cause: error });
        }
      }
    }
    expect(written / lists).toBeGreaterThan(leastShare);
    expect(requests / written).toBeGreaterThan(REQUESTS / 2);
  });
});

test('rules made for all targets mean the same as well', () => {
  const { emitted, compared } = expectAgreement(
    gatewayApi,
    {},
    { seed: SEED, rules: 400, literals: 3, gateway: gatewayOf(4) },
  );
  expect(emitted).toBeGreaterThan(150);
  expect(compared).toBeGreaterThan(1_000);
});
