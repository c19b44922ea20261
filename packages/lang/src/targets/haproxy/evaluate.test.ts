import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { notPlain } from '../../condition/plain.js';
import { readRequest } from '../../condition/request.js';
import { arbitraryRequest, arbitraryRules, ROUTES } from './testing/arbitrary-rules.js';
import { firstRule } from '../../condition/testing/first-rule.js';
import { emitRules } from './emit.js';
import { router } from './evaluate.js';
import { printRules } from './print.js';

const BACKENDS = Array.from({ length: ROUTES }, (_, route) => `r${route}`);

test('what is emitted sends every plain request where the rules do', () => {
  const seen = { plain: 0, other: 0, refused: 0, routes: [0, 0, 0] };
  const property = fc.property(
    arbitraryRules,
    fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
    (rules, requests) => {
      const emitted = emitRules({ hosts: [] }, rules, BACKENDS);
      if (!emitted.ok) {
        seen.refused += 1;
        return;
      }
      const route = router(emitted.rules);
      const meaning = firstRule(rules);
      const atoms = rules.flatMap(({ all }) => all);
      for (const request of requests) {
        if (notPlain(readRequest(request), atoms) !== null) {
          seen.other += 1;
          continue;
        }
        seen.plain += 1;
        const expected = meaning(request);
        seen.routes[expected] = (seen.routes[expected] ?? 0) + 1;
        expect([route(request), request, printRules(emitted.rules)]).toEqual([
          BACKENDS[expected],
          request,
          expect.anything(),
        ]);
      }
    },
  );
  fc.assert(property, { seed: 20261126, numRuns: 250 });
  expect(seen.plain).toBeGreaterThan(3_000);
  expect(seen.refused).toBe(0);
  expect(Math.min(...seen.routes)).toBeGreaterThan(400);
});
