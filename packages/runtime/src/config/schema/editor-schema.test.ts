import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';
import { runtimeText } from '../testing/runtime-text.js';
import { editorSchema } from './editor-schema.js';

const isValid = new Ajv({ strict: false, discriminator: true }).compile(editorSchema());
const accepts = (text: string): boolean => isValid(parse(text));

type Node = Readonly<Record<string, unknown>>;

/** Every key that a schema has a schema of its own for, at any depth, by where it stands. */
function* keys(value: unknown, path: string): Generator<readonly [string, Node]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const at = `${path}/${key}`;
    if (/\/properties\/[^/]+$/.test(at)) yield [at, inner as Node]; // a schema is an object
    yield* keys(inner, at);
  }
}

test('the schema for editors says what every key means, in sentences', () => {
  const found = [...keys(editorSchema(), '')];
  expect(found.length).toBeGreaterThan(200);
  const silent = found.filter(([, { description }]) => !/^[A-Z].*\.$/.test(String(description)));
  expect(silent.map(([path]) => path)).toEqual([]);
});

describe('the schema for editors', () => {
  test.each([
    ['a gateway', gatewayText()],
    ['a policy by name', gatewayText({ policies: '[{ ref: founding, with: { step: 20% } }]' })],
    ['one policy', gatewayText({ policies: null, policy: `{ type: custom, expression: '${FOUNDING}' }` })],
    [
      'older names',
      gatewayText({
        policies: `[{ type: CustomCanaryReleasePolicy, period: 10000, metric: '${FOUNDING}' }]`,
      }),
    ],
    [
      'health and metric policies, with what only they have',
      gatewayText({
        policies:
          '[{ type: health, limit: 20%, floor: 5% }, { type: metric, expression: a, goal: lowest, tolerance: 0.1, observe: true }]',
      }),
    ],
    [
      'their older names',
      gatewayText({
        policies:
          '[{ type: HealthBasedCanaryReleasePolicy, parameters: { period: 10000 } }, { type: MetricCanaryReleasePolicy, metric: a }]',
      }),
    ],
    [
      'a policy of its own',
      'apiVersion: lamia.dev/v1\nkind: Policy\nmetadata: { name: slow }\nspec: { type: time, step: 5% }\n',
    ],
    ['a runtime', runtimeText({ notifiers: '{ team: { kind: slack, url: { env: SLACK_URL } } }' })],
  ])('accepts %s', (_, text) => {
    expect(accepts(text)).toBe(true);
  });

  test.each([
    ['an unknown key', gatewayText({ zzz: '1' })],
    ['a goal that is none', gatewayText({ policies: '[{ type: metric, expression: a, goal: best }]' })],
    ['a wrong value', gatewayText({ policies: '[{ type: time, interval: 10min }]' })],
    ['a setting of another kind of policy', gatewayText({ policies: '[{ type: time, expression: "" }]' })],
  ])('refuses %s', (_, text) => {
    expect(accepts(text)).toBe(false);
  });
});
