import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { literalText } from '../../packages/lang/src/condition/atom.js';
import { arbitraryRequest, isPlainFor } from '../../packages/lang/src/condition/testing/arbitrary-request.js';
import { arbitraryRules } from '../../packages/lang/src/condition/testing/arbitrary-rules.js';
import { firstRule } from '../../packages/lang/src/condition/testing/first-rule.js';
import { emitEnvoy } from '../../packages/lang/src/targets/envoy/emit.js';
import { ENVOY_DEFAULTS } from '../../packages/lang/src/targets/envoy/options.js';
import type { RouteConfiguration } from '../../packages/lang/src/targets/envoy/route-config.js';
import type { Rule } from '../../packages/lang/src/targets/target.js';
import { gatewayFor } from '../../packages/lang/src/targets/testing/agreement.js';
import { describeWith } from '../components/binaries.js';
import { answering, startEnvoy } from '../components/envoy.js';
import { placesOf } from './places.js';
import { runSeed } from '../seed.js';

jest.setTimeout(120_000);

const LISTS = 200;
const REQUESTS_EACH = 60;

describeWith('envoy', 'rules in a real Envoy', (program) => {
  test('give each plain request to the route that the rules mean', async () => {
    const seed = runSeed();
    const lists = fc.sample(arbitraryRules, { seed, numRuns: LISTS });
    const requests = fc.sample(arbitraryRequest, { seed, numRuns: LISTS * REQUESTS_EACH });
    const emitted = lists.map(emittedFor);
    const envoy = await startEnvoy(program, { configurations: emitted.map(answering) });
    let compared = 0;
    try {
      for (const [index, rules] of lists.entries()) {
        const address = envoy.addresses[index];
        const configuration = emitted[index];
        if (address === undefined || configuration === undefined)
          throw new Error('each list of rules has a listener');
        const meaning = firstRule(rules);
        const plain = requests
          .slice(index * REQUESTS_EACH, (index + 1) * REQUESTS_EACH)
          .filter((request) => isPlainFor(rules, request));
        const places = await placesOf(address, plain);
        for (const [place, request] of plain.entries()) {
          const route = routeAt(configuration, places[place] ?? '');
          const wanted = `route${meaning(request)}`;
          if (route !== wanted)
            throw new Error(
              `seed ${seed}: ${JSON.stringify(request)} went to ${route}, not to ${wanted}, of\n${rulesText(rules)}`,
            );
          compared += 1;
        }
      }
    } finally {
      await envoy.stop();
    }
    expect(compared).toBeGreaterThan(10_000);
  });
});

function emittedFor(rules: readonly Rule[]): RouteConfiguration {
  const emission = emitEnvoy(gatewayFor(rules.length), rules, ENVOY_DEFAULTS);
  if (!emission.ok) throw new Error(JSON.stringify(emission.problems));
  return emission.emitted.configuration;
}

/** The name of the route at a place such as `0/3`, or what stands there instead of a place. */
function routeAt({ virtual_hosts: hosts }: RouteConfiguration, place: string): string {
  const [host = '', route = ''] = place.split('/');
  return hosts[Number(host)]?.routes[Number(route)]?.name ?? place;
}

function rulesText(rules: readonly Rule[]): string {
  return rules.map(({ all, route }) => `${all.map(literalText).join(' and ')} -> route${route}`).join('\n');
}
