import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryRequest, isPlainFor } from '../../condition/testing/arbitrary-request.js';
import { arbitraryRules } from '../../condition/testing/arbitrary-rules.js';
import { ruleMeaning } from '../../condition/testing/rule-meaning.js';
import type { Rule, TargetGateway } from '../target.js';
import type { IstioOptions } from './emit.js';
import { istioTarget } from './target.js';

jest.setTimeout(180_000);

function gatewayFor(rules: readonly Rule[]): TargetGateway {
  const routes = Math.max(...rules.map(({ route }) => route)) + 1;
  const subset = (version: string) => ({ version });
  return {
    name: 'shop',
    namespace: 'default',
    hosts: [],
    backends: ['1.0', '1.1'].map((version) => ({
      version,
      service: 'shop',
      port: 80,
      subset: subset(version),
    })),
    routes: Array.from({ length: routes }, (_, index) => ({
      name: `route${index}`,
      to: [
        { version: '1.0', weight: index * 1100 },
        { version: '1.1', weight: 10_000 - index * 1100 },
      ],
    })),
  };
}

test.each<IstioOptions>([{}, { version: '1.21' }, { version: '1.24.3' }, { version: '1.25', split: true }])(
  'what is emitted means what the rules mean on every plain request: %j',
  (options) => {
    let [emitted, compared] = [0, 0];
    const refusals = new Map<string, number>();
    fc.assert(
      fc.property(
        arbitraryRules,
        fc.array(arbitraryRequest, { minLength: 20, maxLength: 20 }),
        (rules, requests) => {
          const gateway = gatewayFor(rules);
          const emission = istioTarget.emit(gateway, rules, options);
          if (!emission.ok) {
            for (const { message } of emission.problems) {
              const why = message.replace(/`[^]*`/, '…').slice(0, 90);
              refusals.set(why, (refusals.get(why) ?? 0) + 1);
            }
            return;
          }
          emitted += 1;
          const meaning = ruleMeaning(rules);
          const read = istioTarget.readers(emission.emitted, options).get('istio');
          for (const request of requests.filter((each) => isPlainFor(rules, each))) {
            compared += 1;
            const route = gateway.routes[meaning(request) ?? -1];
            expect([request, read?.(request)]).toEqual([
              request,
              route?.to.filter(({ weight }) => weight > 0),
            ]);
          }
        },
      ),
      { numRuns: 400 },
    );
    console.log(options, emitted, compared, refusals);
  },
);
