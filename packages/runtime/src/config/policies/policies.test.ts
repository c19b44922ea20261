import { describe, expect, test } from '@jest/globals';
import { findingTexts, onlyGateway } from '../testing/findings-text.js';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';
import { longNamesOf } from './policy-names.js';

const policyText = (name: string, spec: string): string =>
  `apiVersion: lamia.dev/v1\nkind: Policy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

async function onlyPolicy(policies: string) {
  const { policies: list } = await onlyGateway(gatewayText({ policies }));
  return list[0];
}

describe('the names that policies have had', () => {
  test.each(longNamesOf('time'))('%s is a time policy', async (name) => {
    expect(await onlyPolicy(`[{ type: ${name} }]`)).toMatchObject({ type: 'time' });
  });

  test.each(longNamesOf('custom'))('%s is a custom policy', async (name) => {
    expect(await onlyPolicy(`[{ type: ${name}, expression: '${FOUNDING}' }]`)).toMatchObject({
      type: 'custom',
    });
  });

  test.each(longNamesOf('health'))('%s is a health policy', async (name) => {
    expect(await onlyPolicy(`[{ type: ${name} }]`)).toMatchObject({ type: 'health' });
  });

  test.each(longNamesOf('metric'))('%s is a metric policy', async (name) => {
    expect(await onlyPolicy(`[{ type: ${name}, metric: success_rate }]`)).toMatchObject({
      type: 'metric',
      expression: 'success_rate',
    });
  });

  test('a misspelt one is told the nearest', async () => {
    expect(await findingTexts(gatewayText({ policies: '[{ type: TimedCanaryReleasingPolcy }]' }))).toEqual([
      'error wrong-value at "TimedCanaryReleasingPolcy": `type` wants a kind of policy, not `TimedCanaryReleasingPolcy`; did you mean `TimedCanaryReleasingPolicy`',
    ]);
  });
});

describe('older names of settings', () => {
  test('are understood, in milliseconds and percentage points', async () => {
    const policy = await onlyPolicy(
      `[{ type: CustomCanaryReleasePolicy, parameters: { period: 30000, updateStep: 5, metric: '${FOUNDING}', subset: version2 } }]`,
    );
    expect(policy).toMatchObject({ interval: 30_000, step: 500, expression: FOUNDING });
  });

  test('are understood as the texts of the first user interface', async () => {
    const policy = await onlyPolicy(
      '[{ type: TimedCanaryReleasingPolicy, parameters: { interval: "10000", step: "20" } }]',
    );
    expect(policy).toMatchObject({ interval: 10_000, step: 2_000 });
  });

  test('are understood in the shape of Kubist', async () => {
    expect(
      await onlyPolicy('[{ name: TimedCanaryReleasePolicy, parameters: { updatePeriod: 5000 } }]'),
    ).toMatchObject({
      type: 'time',
      interval: 5_000,
    });
  });

  test('are told how they are written now, with a fix', async () => {
    expect(
      await findingTexts(gatewayText({ policies: '[{ type: time, period: 30000, updateStep: 5 }]' })),
    ).toEqual([
      'info older-name at "period": `period` is an older name; it is written `interval: 30s` now',
      'info older-name at "updateStep": `updateStep` is an older name; it is written `step` now',
    ]);
  });

  test('of kinds and forms of intervals are told too', async () => {
    expect(
      await findingTexts(
        gatewayText({ policies: '[{ type: TimedCanaryReleasingPolicy, interval: 10000 }]' }),
      ),
    ).toEqual([
      'info older-name at "type": `type: TimedCanaryReleasingPolicy` is an older form; it is written `type: time` now',
      'info older-name at "interval": `interval: 10000` is an older form; it is written `interval: 10s` now',
    ]);
  });

  test('that have no meaning here are warned about', async () => {
    const found = await findingTexts(
      gatewayText({ policies: '[{ type: time, parameters: { vampService: a } }]' }),
    );
    expect(found).toEqual([expect.stringContaining('warning needless-key at "vampService"')]);
  });

  test('beside the new one are a conflict', async () => {
    const found = await findingTexts(
      gatewayText({ policies: '[{ type: time, interval: 10s, period: 10000 }]' }),
    );
    expect(found).toContain('error conflicting-keys at "period": `interval` is set twice; keep one of them');
  });

  test('`target` names the candidate where the gateway does not', async () => {
    const gateway = await onlyGateway(
      gatewayText({ candidate: null, policies: '[{ type: time, target: version2 }]' }),
    );
    expect(gateway.candidate).toBe('version2');
    expect(await findingTexts(gatewayText({ policies: '[{ type: time, target: version1 }]' }))).toEqual([
      'error conflicting-keys at "version1": `target` is `version1`, but the candidate is `version2`; name one of them only',
    ]);
  });
});

describe('named policies', () => {
  test('stand in for the settings they hold, and `with` replaces some', async () => {
    const policy = policyText('slow', '{ type: time, interval: 1m, parameters: { step: 5 } }');
    const gateway = gatewayText({ policies: '[{ ref: slow, with: { interval: 2m } }]' });
    expect((await onlyGateway(`${policy}---\n${gateway}`)).policies[0]).toMatchObject({
      interval: 120_000,
      step: 500,
    });
  });

  test('are found in any of the files', async () => {
    expect(
      await findingTexts(gatewayText({ policies: '[{ ref: slow }]' }), policyText('slow', '{ type: time }')),
    ).toEqual([]);
  });

  test('that nobody declares are told the nearest', async () => {
    const found = await findingTexts(
      gatewayText({ policies: '[{ ref: slwo }]' }),
      policyText('slow', '{ type: time }'),
    );
    expect(found).toEqual(['error unknown-policy at "slwo": no policy `slwo`; did you mean `slow`']);
  });

  test('of another namespace are not in reach', async () => {
    const policy = policyText('slow', '{ type: time }').replace('name: slow', 'name: slow, namespace: other');
    expect(await findingTexts(gatewayText({ policies: '[{ ref: slow }]' }), policy)).toEqual([
      'error unknown-policy at "slow": no policy `slow`: there is no `kind: Policy` in the gateway\'s namespace, and others are not looked at',
    ]);
  });

  test('are wrong at their own place, once, whoever uses them', async () => {
    const policy = policyText('slow', '{ type: custom, expression: "result = version7;" }');
    const users = [
      gatewayText({ policies: '[{ ref: slow }]' }),
      gatewayText({ application: 'b', listen: '8081/http', policies: '[{ ref: slow }]' }, 'other'),
    ];
    const found = await findingTexts(policy, ...users);
    expect(found.filter((text) => text.includes('unknown-version at "version7"'))).toHaveLength(1);
  });

  test('without a user are checked as far as can be', async () => {
    expect(await findingTexts(policyText('slow', '{ type: custom, expression: "result = ;" }'))).toEqual([
      expect.stringContaining('error syntax-error'),
    ]);
    expect(await findingTexts(policyText('slow', '{ type: time, failures: { total: 3 } }'))).toEqual([
      expect.stringContaining('error unreachable-limit at "failures"'),
    ]);
  });

  test('need names of their own', async () => {
    const found = await findingTexts(
      policyText('slow', '{ type: time }'),
      policyText('slow', '{ type: time }'),
    );
    expect(found).toEqual([
      'error duplicate-name at "slow": two policies are named `slow`; give each its own name',
    ]);
  });

  test.each([
    [
      '{ ref: slow, step: 5% }',
      'unknown-key at "step": `step` cannot stand beside `ref`; put it under `with`',
    ],
    [
      '{ ref: slow, with: { type: custom } }',
      'conflicting-keys at "type": `type` is the named policy\'s own; name another policy instead',
    ],
    ['{ ref: slow, with: 5 }', 'wrong-type at "with": `with` wants a map of settings'],
    ['{ ref: [slow] }', 'wrong-type at "ref": `ref` wants the name of a policy'],
  ])('are used as %s is not', async (use, message) => {
    const found = await findingTexts(
      gatewayText({ policies: `[${use}]` }),
      policyText('slow', '{ type: time }'),
    );
    expect(found).toContain(`error ${message}`);
  });
});

describe('`policy` and `policies`', () => {
  test('one is a list of one', async () => {
    const gateway = await onlyGateway(gatewayText({ policies: null, policy: '{ type: time, step: 7% }' }));
    expect(gateway.policies).toMatchObject([{ type: 'time', step: 700 }]);
  });

  test('both are one too many', async () => {
    expect(await findingTexts(gatewayText({ policy: '{ type: time }' }))).toEqual([
      'error conflicting-keys at "policy": `policy` and `policies` say the same thing; put all of them under `policies`',
    ]);
  });

  test('a map for a list is a mistake', async () => {
    expect(await findingTexts(gatewayText({ policies: '{ type: time }' }))).toEqual([
      'error wrong-type at "{ type: time }": `policies` wants a list of policies, not a map',
    ]);
  });
});
