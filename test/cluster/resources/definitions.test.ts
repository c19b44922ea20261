import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { KINDS } from '../../../packages/runtime/src/kubernetes/cluster/kinds.js';
import type { KubernetesObject } from '../../../packages/runtime/src/kubernetes/cluster/object.js';
import { gatewayText } from '../../../packages/runtime/src/config/testing/gateway-text.js';
import { cluster, describeWithCel, makeNamespace, messageOf, pathOf, succeeded } from '../cluster.js';
import { definitionsIn, install } from '../definitions.js';
import { request, type Answer } from '../server/request.mjs';

const { access } = cluster();
const ROOT = join(import.meta.dirname, '../../..');

let namespace: string;
beforeAll(async () => {
  await install(access, definitionsIn(join(ROOT, 'deploy/crds')));
  namespace = await makeNamespace(access, 'resources');
});

/** What the server makes of a text, without keeping it. */
function tried(text: string): Promise<Answer> {
  const object = parse(text) as KubernetesObject;
  const kind = object.kind === 'Policy' ? KINDS.policy : KINDS.gateway;
  const body = { ...object, apiVersion: kind.apiVersion };
  return request(access, 'POST', `${pathOf(kind, namespace)}?fieldValidation=Strict&dryRun=All`, { body });
}

/** A gateway of a cluster that nothing is wrong with. */
const text = (changes: Readonly<Record<string, string | null>> = {}, name = 'shop'): string =>
  gatewayText(
    {
      listen: null,
      target: '{ kind: istio }',
      hosts: '[shop.example]',
      versions: '{ version1: { labels: { version: v1 } }, version2: { service: b, port: 8080 } }',
      ...changes,
    },
    name,
  );

const policy = (spec: string): string =>
  `apiVersion: lamia.dev/v1\nkind: Policy\nmetadata: { name: slow }\nspec: ${spec}\n`;

describe('the API server takes', () => {
  test.each([
    ['a gateway', text()],
    [
      'shares with decimals, as numbers and as texts',
      text({ routes: '[{ name: a, weights: { version1: 99.5, version2: 0.5% } }]' }),
    ],
    [
      'a deadline in either form',
      text({
        policies: '[{ type: time, deadline: 2h }, { type: time, deadline: { after: 1h, then: hold } }]',
      }),
    ],
    ['one policy', text({ policies: null, policy: '{ type: health, limit: 5% }' })],
    [
      'a policy by name',
      text({ policies: '[{ ref: slow, with: { step: 5%, gates: [{ at: 50%, type: manual }] } }]' }),
    ],
    [
      'older names',
      text({
        policies: '[{ type: CustomCanaryReleasePolicy, period: 10000, metric: "result = nil; result" }]',
      }),
    ],
    [
      'the oldest ones',
      text({
        policies:
          '[{ name: TimedCanaryReleasePolicy, parameters: { updatePeriod: 10000, updateStep: 5, port: 80 } }]',
      }),
    ],
    [
      'versions that are found',
      text({
        versions: null,
        candidate: null,
        target:
          '{ kind: gateway-api, parents: [{ name: public, namespace: infra }], discover: { port: 8080 } }',
      }),
    ],
    [
      'what else a target can be told',
      text({ target: '{ kind: gloo, object: RouteTable, adopt: old.shop, onDelete: remove, force: true }' }),
    ],
    ['a policy of its own', policy('{ type: metric, expression: requests, goal: lowest, tolerance: 0.5 }')],
    [
      'a policy in older names',
      policy('{ type: HealthBasedGatewayCanaryReleasingPolicy, parameters: { period: 10000 } }'),
    ],
  ])('%s', async (_, written) => {
    succeeded(await tried(written));
  });
});

// Older servers leave out the place in a list.
describe('the API server refuses by its schema', () => {
  test.each([
    ['a wrong type', text({ baseline: '[]' }), /spec.baseline: Invalid value: "array"/],
    [
      'a duration that is none',
      text({ policies: '[{ type: time, interval: 10min }]' }),
      /spec.policies(\[0\])?.interval: Invalid value: "10min"/,
    ],
    [
      'a share that is none',
      text({ routes: '[{ name: a, weights: { version1: 110 } }]' }),
      /spec.routes(\[0\])?.weights.version1: Invalid value: 110/,
    ],
    [
      'a data plane of a single machine',
      text({ target: '{ kind: haproxy }' }),
      /Unsupported value: "haproxy"/,
    ],
    ['a missing key', text({ routes: null }), /spec.routes: Required value/],
    [
      'a host that stands twice',
      text({ hosts: '[a.example, a.example]' }),
      /spec.hosts\[1\]: Duplicate value/,
    ],
    ['a name that is too long', text({}, 'a'.repeat(64)), /metadata.name: /],
  ])('%s', async (_, written, message) => {
    const answer = await tried(written);
    expect(messageOf(answer)).toMatch(message);
    expect([400, 422]).toContain(answer.status);
  });
});

describeWithCel('the API server refuses, when people ask it to be strict,', () => {
  test.each([
    ['a key that nothing reads', text({ zzz: '1' }), /unknown field "spec.zzz"/],
    [
      'a setting that nothing reads',
      text({ policies: '[{ type: time, steps: 5% }]' }),
      /unknown field "spec.policies\[0\].steps"/,
    ],
  ])('%s', async (_, written, message) => {
    const answer = await tried(written);
    expect(messageOf(answer)).toMatch(message);
    expect(answer.status).toBe(400);
  });
});

describeWithCel('the API server refuses by rules', () => {
  test.each([
    [
      'a key of another target',
      text({ target: '{ kind: istio, parents: [{ name: a }] }' }),
      '`parents` is for `kind` `gateway-api`',
    ],
    [
      'a source without its address',
      text({ metrics: '{ source: { kind: prometheus } }' }),
      '`url` is needed where `kind` is `prometheus`',
    ],
    [
      'a setting of another policy',
      text({ policies: '[{ type: time, goal: lowest }]' }),
      '`goal` is for `type` `metric`',
    ],
    ['a policy without a type', text({ policies: '[{ step: 5% }]' }), 'a policy lacks `type`'],
    [
      'two ways to give policies',
      text({ policy: '{ type: time }' }),
      '`policy` and `policies` say the same thing',
    ],
    ['a baseline that is no version', text({ baseline: 'v3' }), '`baseline` is none of `versions`'],
    ['a candidate that is the baseline', text({ candidate: 'version1' }), '`candidate` is the baseline too'],
    [
      'versions that are written and found',
      text({ target: '{ kind: istio, discover: {} }' }),
      '`versions` says which versions there are',
    ],
    [
      'a last route with a condition',
      text({ routes: `[{ name: a, condition: 'path exact "/"', weights: { version1: 100 } }]` }),
      'the last route must take every request',
    ],
    ['a policy of its own without a type', policy('{ step: 5% }'), 'a policy lacks `type`'],
  ])('%s', async (_, written, message) => {
    const answer = await tried(written);
    expect(messageOf(answer)).toContain(message);
    expect(answer.status).toBe(422);
  });
});
