import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryRequest, isPlainFor } from '../../condition/testing/arbitrary-request.js';
import { arbitraryRules } from '../../condition/testing/arbitrary-rules.js';
import { ruleMeaning } from '../../condition/testing/rule-meaning.js';
import { gatewayFor, sharesOfRoute } from '../testing/gateway-for.js';
import { ENVOY_DEFAULTS } from './options.js';
import { envoyTarget } from './target.js';

jest.setTimeout(60_000);

test('what is emitted means what the rules mean on every plain request', () => {
  let emitted = 0;
  let compared = 0;
  fc.assert(
    fc.property(
      arbitraryRules,
      fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
      (rules, requests) => {
        const emission = envoyTarget.emit(gatewayFor(rules), rules, ENVOY_DEFAULTS);
        if (!emission.ok) return;
        emitted += 1;
        const meaning = ruleMeaning(rules);
        for (const request of requests.filter((each) => isPlainFor(rules, each))) {
          compared += 1;
          for (const read of envoyTarget.readers(emission.emitted, ENVOY_DEFAULTS).values())
            expect([request, read(request)]).toEqual([request, sharesOfRoute(meaning(request))]);
        }
      },
    ),
    { numRuns: 1000 },
  );
  console.log(emitted, compared);
});
