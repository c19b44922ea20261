import { describe, expect, test } from '@jest/globals';
import { loadConfiguration } from './load-configuration.js';
import { formatConfiguration } from './format-configuration.js';
import { longNamesOf, type PolicyKind } from './policies/policy-names.js';
import { POLICY_ALIASES } from './policies/policy-aliases.js';
import { gatewayText } from './testing/gateway-text.js';

const source = (text: string) => ({ file: 'shop.yaml', text, named: true });

function formatted(text: string): string {
  const result = formatConfiguration(source(text));
  if (!result.ok) throw new Error(result.findings.map(({ message }) => message).join('\n'));
  return result.text;
}

/** What is found, and what the file means, whatever it calls things. */
async function meaning(text: string) {
  const { gateways, findings } = await loadConfiguration([source(text)]);
  return { policies: gateways.map(({ policies }) => policies), codes: findings.map(({ code }) => code) };
}

const METRICS =
  '{ source: { kind: prometheus, url: "http://127.0.0.1:9090" }, window: 5s, scrapeInterval: 1s }';
const KINDS: readonly PolicyKind[] = ['time', 'health', 'metric', 'custom'];
const PROGRAMS = {
  time: null,
  health: 'success_rate',
  metric: 'success_rate',
  custom:
    'if (metric candidate errors < metric baseline errors) { result = candidate; } else { result = baseline; } result',
};

describe('a gateway file of an earlier generation', () => {
  const generations = KINDS.flatMap((kind) =>
    longNamesOf(kind).flatMap((name) => [
      [name, kind, `{ type: ${name}, parameters: { interval: 10000, step: 10, target: version2`],
      [name, kind, `{ type: ${name}, parameters: { period: "30000", target-version: version2, step: "5"`],
      [name, kind, `{ name: ${name}, parameters: { updatePeriod: 30000, updateStep: 10, subset: version2`],
    ]),
  ) as readonly (readonly [string, PolicyKind, string])[]; // rows of three, which `flatMap` types as lists

  test.each(generations)('by %s means the same in the names of today', async (name, kind, policy) => {
    const program = PROGRAMS[kind] === null ? '' : `, metric: '${PROGRAMS[kind]}'`;
    const old = gatewayText({ metrics: METRICS, policies: `[${policy}${program} } }]` });
    const now = formatted(old);
    const before = await meaning(old);
    const after = await meaning(now);
    expect(new Set(before.codes)).toEqual(new Set(['older-name']));
    expect(after.codes).toEqual([]);
    expect(after.policies).toEqual(before.policies);
    for (const older of [name, ...POLICY_ALIASES.keys()]) expect(now).not.toContain(`${older}:`);
    expect(formatted(now)).toBe(now);
  });

  test('keeps comments, order, quotes and everything that is wrong with it', () => {
    const text = '# ours\napiVersion: lamia/v1\nkind: Policy\nmetadata: { name: a }\nspec:\n';
    expect(
      formatted(`${text}  "period": '10000' # each\n  zzz: 1\n  type: 'TimedCanaryReleasePolicy'\n`),
    ).toBe(`${text}  "interval": '10s' # each\n  zzz: 1\n  type: 'time'\n`);
  });

  test('of several documents, and a policy that is used twice, has every place written once', () => {
    const policy =
      'apiVersion: lamia/v1\nkind: Policy\nmetadata: { name: slow }\nspec: { type: time, period: 5000 }\n';
    const use = '[{ ref: slow, with: { updateStep: 5 } }, { ref: slow }]';
    const text = [policy, gatewayText({ policies: use })].join('---\n');
    expect(formatted(text)).toBe(text.replace('period: 5000', 'interval: 5s').replace('updateStep', 'step'));
  });

  test('that is no YAML is refused with what is wrong', () => {
    expect(formatConfiguration(source('apiVersion: [\n'))).toMatchObject({
      ok: false,
      findings: [{ code: 'yaml-syntax' }],
    });
  });
});
