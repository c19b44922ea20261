import { expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { arbitraryRules } from '../../packages/lang/src/condition/testing/arbitrary-rules.js';
import type { GlooOptions } from '../../packages/lang/src/targets/gloo/emit.js';
import { glooTarget } from '../../packages/lang/src/targets/gloo/target.js';
import type { IstioOptions } from '../../packages/lang/src/targets/istio/emit.js';
import { istioTarget } from '../../packages/lang/src/targets/istio/target.js';
import type { Rule, Target } from '../../packages/lang/src/targets/target.js';
import { gatewayFor } from '../../packages/lang/src/targets/testing/agreement.js';
import { describeWithCrds } from './crds.js';
import type { CustomResources, KubernetesObject } from './validate.js';

jest.setTimeout(60_000);

const SEED = 11;

/** Checks what is written for random lists of rules. */
function expectValid<Options, Emitted extends { readonly objects: readonly KubernetesObject[] }>(
  target: Target<Options, Emitted>,
  options: Options,
  resources: CustomResources,
): void {
  let written = 0;
  const check = (rules: readonly Rule[]): void => {
    const emission = target.emit(gatewayFor(rules.length, { hosts: ['shop.example'] }), rules, options);
    for (const object of emission.ok ? emission.emitted.objects : []) {
      written += 1;
      expect([object, resources.faults(object)]).toEqual([object, []]);
    }
  };
  fc.assert(fc.property(arbitraryRules, check), { seed: SEED, numRuns: 150 });
  expect(written).toBeGreaterThan(140);
}

describeWithCrds('the objects of istio and gloo against their published schemas', (resources) => {
  test.each<IstioOptions>([
    {},
    { version: '1.20' },
    { split: true, gateways: ['mesh', 'istio-system/main'] },
  ])('istio: %j', (options) => expectValid(istioTarget, options, resources()));

  test.each<GlooOptions>([{}, { routeTable: true }])('gloo: %j', (options) =>
    expectValid(glooTarget, options, resources()),
  );
});
