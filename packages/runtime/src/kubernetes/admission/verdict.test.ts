import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { commandJob } from '../../api/language/command-job.js';
import type { LanguageDesk } from '../../api/language/desk.js';
import { problem } from '../../api/problem.js';
import { isUsable } from '../../config/finding.js';
import { loadConfiguration } from '../../config/load-configuration.js';
import { FOUNDING, gatewayText } from '../../config/testing/gateway-text.js';
import type { KubernetesObject } from '../cluster/object.js';
import { verdictOn, type Verdict } from './verdict.js';

/** The check without a thread. */
const language: Pick<LanguageDesk, 'run'> = { run: (job, body) => commandJob(job, body as never) };

interface Around {
  readonly gateways?: readonly KubernetesObject[];
  readonly policies?: readonly KubernetesObject[];
  readonly language?: Pick<LanguageDesk, 'run'>;
  readonly clock?: () => number;
}

const object = (text: string): KubernetesObject => parse(text) as KubernetesObject; // a document of these tests

function verdict(subject: string | KubernetesObject, around: Around = {}): Promise<Verdict> {
  const { gateways = [], policies = [], clock = () => 0 } = around;
  return verdictOn(typeof subject === 'string' ? object(subject) : subject, {
    language: around.language ?? language,
    gateways: { list: () => gateways },
    policies: { list: () => policies },
    clock,
  });
}

const text = (changes: Readonly<Record<string, string | null>> = {}): string =>
  gatewayText({
    listen: null,
    target: '{ kind: istio }',
    hosts: '[shop.example]',
    versions: '{ version1: { labels: { version: v1 } }, version2: { labels: { version: v2 } } }',
    metrics: '{ source: { kind: prometheus, url: "http://prometheus:9090" } }',
    ...changes,
  }).replace('lamia/v1', 'lamia.dev/v1');

const policyText = (spec: string, name = 'slow'): string =>
  `apiVersion: lamia.dev/v1\nkind: Policy\nmetadata: { name: ${name} }\nspec: ${spec}\n`;

describe('the verdict is that of `lamia check` on the same YAML', () => {
  test.each([
    ['a gateway', text()],
    ['a program', text({ policies: `[{ type: custom, expression: '${FOUNDING}' }]` })],
    [
      'older names',
      text({ policies: `[{ type: CustomCanaryReleasePolicy, period: 60000, metric: '${FOUNDING}' }]` }),
    ],
    ['versions that are found', text({ versions: null, candidate: null })],
    ['a warning', text({ policies: '[{ type: health, interval: 5s }]' })],
    ['weights that do not sum up', text({ routes: '[{ name: default, weights: { version1: 90 } }]' })],
    ['an unknown key', text({ zzz: '1' })],
    ['an unknown version', text({ candidate: 'verson2' })],
    [
      'units that do not fit',
      text({
        policies: `[{ type: custom, expression: 'if (metric candidate "requests" > 20%) { result = candidate; } result' }]`,
      }),
    ],
    [
      'a condition that the data plane cannot say',
      text({
        target: '{ kind: gateway-api }',
        metrics: null,
        policies: '[{ type: time }]',
        versions: '{ version1: { service: a }, version2: { service: b } }',
        routes: `[{ name: a, condition: 'scheme exact "https"', weights: { version2: 100 } }, { name: b, weights: { version1: 100 } }]`,
      }),
    ],
    ['a key of another target', text({ target: '{ kind: istio, parents: [{ name: a }] }' })],
    ['a limit that can never be reached', text({ policies: '[{ type: time, failures: { total: 3 } }]' })],
    ['a policy', policyText('{ type: health, limit: 5% }')],
    ['a policy with an unknown key', policyText('{ type: health, limits: 5% }')],
    ['a policy with a broken program', policyText('{ type: custom, expression: "if (" }')],
  ])('%s', async (_, written) => {
    const { findings } = await loadConfiguration([{ file: 'a.yaml', text: written, named: true }]);
    const found = await verdict(written);
    expect(found.allowed).toBe(isUsable(findings));
    const messages = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    for (const message of messages)
      expect(found).toMatchObject({ message: expect.stringContaining(message) });
    const warnings = findings.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
    if (found.allowed)
      expect(found.warnings).toEqual(warnings.map((warning) => expect.stringContaining(warning)));
  });
});

test('a refusal shows the lines that it is about', async () => {
  expect(await verdict(text({ candidate: 'verson2' }))).toEqual({
    ...{ allowed: false, code: 422 },
    message: expect.stringMatching(
      /^the Gateway `shop` has an error, as `lamia check` tells of the object that the API server was given:\n\n\d+:14: error: the gateway has no version `verson2`; did you mean `version2`.*\n.*\n\d+ \| {3}candidate: verson2\n +\| +\^{7}/,
    ),
  });
});

describe('a gateway with a policy by name', () => {
  const gateway = text({ policies: '[{ ref: slow, with: { step: 5% } }]' });

  test('is checked with it', async () => {
    expect(await verdict(gateway, { policies: [object(policyText('{ type: time }'))] })).toMatchObject({
      allowed: true,
    });
    const broken = object(policyText('{ type: custom, expression: "result = verson2; result" }'));
    expect(await verdict(gateway, { policies: [broken] })).toMatchObject({
      message: expect.stringContaining('`verson2`'),
    });
  });

  test('may come before it', async () => {
    expect(await verdict(gateway)).toEqual({
      allowed: true,
      warnings: [expect.stringContaining('no policy `slow`')],
    });
  });

  test('has nothing to do with the others of its namespace', async () => {
    const broken = object(policyText('{ type: nothing }', 'broken'));
    const policies = [object(policyText('{ type: time }')), broken];
    expect(await verdict(gateway, { policies })).toMatchObject({ allowed: true });
  });
});

describe('a policy that changes', () => {
  const user = object(text({ policies: '[{ ref: slow }]' }));
  const before = object(policyText('{ type: time }'));
  const after = policyText('{ type: custom, expression: "result = version9; result" }');

  test('is refused where a gateway could not go on with it', async () => {
    expect(await verdict(after, { gateways: [user], policies: [before] })).toEqual({
      ...{ allowed: false, code: 422 },
      message: expect.stringMatching(
        /^the Gateway `shop` uses this policy and could not go on with it: [^]*`version9`/,
      ),
    });
  });

  test('is let through where the gateway was wrong before, or is another policy’s', async () => {
    const wrong = object(text({ policies: '[{ ref: slow }]', candidate: 'version7' }));
    expect(
      await verdict(policyText('{ type: time, step: 5% }'), { gateways: [wrong], policies: [before] }),
    ).toEqual({
      allowed: true,
      warnings: ['the Gateway `shop` uses this policy and has errors of its own'],
    });
    const other = object(text({ policies: '[{ ref: fast }]' }));
    expect(await verdict(after, { gateways: [other], policies: [before] })).toEqual({
      allowed: true,
      warnings: [],
    });
  });

  test('is looked at for a while only', async () => {
    let now = 0;
    const clock = (): number => (now += 1_500);
    const gateways = Array.from({ length: 5 }, () => user);
    expect(await verdict(policyText('{ type: time }'), { gateways, policies: [before], clock })).toEqual({
      allowed: true,
      warnings: ['4 gateways that use this policy were not looked at for lack of time'],
    });
  });
});

test('an object that takes too long to check is refused in those words', async () => {
  const busy = {
    run: () => Promise.resolve({ ok: false as const, problem: problem(503, 'too many texts') }),
  };
  expect(await verdict(text(), { language: busy })).toEqual({
    allowed: false,
    code: 503,
    message: 'too many texts',
  });
});
