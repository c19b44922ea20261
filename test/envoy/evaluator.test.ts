import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import type { RequestInput } from '../../packages/lang/src/condition/request.js';
import { compileRoutes, type EnvoySettings } from '../../packages/lang/src/targets/envoy/evaluate.js';
import type { RouteConfiguration } from '../../packages/lang/src/targets/envoy/route-config.js';
import { describeWith } from '../components/binaries.js';
import { answering, startEnvoy } from '../components/envoy.js';
import { arbitraryConfiguration, arbitraryRawRequest } from './arbitrary-routes.js';
import { placesOf } from './places.js';
import { runSeed } from '../seed.js';

jest.setTimeout(120_000);

const CONFIGURATIONS = 150;
const REQUESTS_EACH = 80;
/** Envoy's way with repeated headers of the settings' name, as runtime values. */
const RUNTIME = {
  each: {},
  joined: { 'envoy.reloadable_features.match_headers_individually': false },
} as const;

describeWith('envoy', 'the evaluator of route configurations', (program) => {
  test.each(['each', 'joined'] as const)(
    'says what a real Envoy does, with repeated headers %s',
    async (repeatedHeaders) => {
      const seed = runSeed();
      const configurations = fc
        .sample(arbitraryConfiguration, { seed, numRuns: CONFIGURATIONS })
        .map(answering);
      const requests = fc.sample(arbitraryRawRequest, { seed, numRuns: REQUESTS_EACH });
      const envoy = await startEnvoy(program, { configurations, runtime: RUNTIME[repeatedHeaders] });
      try {
        let routed = 0;
        for (const [index, configuration] of configurations.entries()) {
          const address = envoy.addresses[index];
          if (address === undefined) throw new Error('each configuration has a listener');
          const expected = requests.map(evaluated(configuration, { repeatedHeaders }));
          const actual = await placesOf(address, requests);
          for (const [place, request] of requests.entries()) {
            if (actual[place] !== expected[place])
              throw new Error(
                `seed ${seed}: ${JSON.stringify(request)} went to ${actual[place]}, not to ${expected[place]}, of\n${JSON.stringify(configuration)}`,
              );
          }
          routed += expected.filter((place) => place !== '404').length;
        }
        // The comparison is worth little where most requests find no route.
        expect(routed).toBeGreaterThan((CONFIGURATIONS * REQUESTS_EACH) / 3);
      } finally {
        await envoy.stop();
      }
    },
  );
});

function evaluated(
  configuration: RouteConfiguration,
  settings: EnvoySettings,
): (request: RequestInput) => string {
  const routeOf = compileRoutes(configuration, settings);
  return (request) => routeOf(request)?.direct_response?.body.inline_string ?? '404';
}
