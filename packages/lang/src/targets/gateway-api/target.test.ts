import { describe, expect, test } from '@jest/globals';
import { literalText } from '../../condition/atom.js';
import type { Rule } from '../target.js';
import { checkHttpRoute } from './checks.js';
import { limitsOf } from './options.js';
import { readerOf } from './readers.js';
import { gatewayApi } from './target.js';
import { meaningOf } from './testing/list-meaning.js';
import { Chance, randomList, randomPlainRequest } from './testing/random-rules.js';

const LISTS = 600;
const REQUESTS = 120;
const SEED = 20_261_126;

function text(rules: readonly Rule[]): string {
  return rules.map(({ all, route }) => `${all.map(literalText).join(' and ')} -> ${route}`).join('\n');
}

describe('random lists of rules', () => {
  const refused = new Map<string, number>();

  test.each(['re2-full', 'core'] as const)('mean the same to every implementation (%s)', (profile) => {
    const chance = new Chance(SEED);
    let written = 0;
    for (let list = 0; list < LISTS; list++) {
      const { gateway, rules } = randomList(chance);
      const emission = gatewayApi.emit(gateway, rules, { profile });
      if (!emission.ok) {
        for (const { code, message } of emission.problems) {
          const why = `${profile} ${code} ${message.replace(/`[^`]*`/g, '_')}`;
          refused.set(why, (refused.get(why) ?? 0) + 1);
        }
        continue;
      }
      written++;
      for (const route of emission.emitted.routes)
        expect(checkHttpRoute(route, limitsOf('v1.6'))).toEqual([]);
      const meaning = meaningOf(gateway, rules);
      const readers = gatewayApi.readers(emission.emitted, { profile });
      for (let index = 0; index < REQUESTS; index++) {
        const request = randomPlainRequest(chance);
        const expected = meaning(request);
        for (const [name, reader] of readers) {
          const found = reader(request);
          if (JSON.stringify(found) !== JSON.stringify(expected)) {
            throw new Error(
              `seed ${SEED}, list ${list}, ${name}: ${JSON.stringify(request)} goes to ${JSON.stringify(found)}, not ${JSON.stringify(expected)}\n${text(rules)}\n${JSON.stringify(emission.emitted.routes, null, 1)}`,
            );
          }
        }
      }
    }
    console.log(profile, written, JSON.stringify([...refused], null, 1));
    void readerOf;
  });
});
