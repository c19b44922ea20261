import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import type { TSchema } from 'typebox';
import { parse } from 'yaml';
import { runSeed } from '../../../../../test/seed.js';
import { RUNTIME_DOCUMENT } from '../runtime/runtime-schema.js';
import { FOUNDING, gatewayText } from '../testing/gateway-text.js';
import { runtimeText } from '../testing/runtime-text.js';
import { GATEWAY_DOCUMENT, POLICY_DOCUMENT } from './gateway-schema.js';
import { strangeKeywords } from './schema.js';
import { shapeErrors } from './shape-errors.js';

type Json = unknown;
type Place = readonly (string | number)[];

const DOCUMENTS: readonly (readonly [TSchema, Json])[] = [
  [
    GATEWAY_DOCUMENT,
    parse(gatewayText({ hosts: '[a.example, b.example]', freeze: '[{ days: [sat, sun] }]' })),
  ],
  [
    GATEWAY_DOCUMENT,
    parse(
      gatewayText({
        target: '{ kind: istio, gateways: [mesh] }',
        policies: `[{ type: custom, step: 10%, gates: [{ type: manual, at: 50 }], deadline: { after: 2h }, failures: { total: 3 }, expression: '${FOUNDING}' }, { type: health, limit: 12.5, budgets: { noData: { for: 1m, then: hold } } }]`,
      }),
    ),
  ],
  [
    POLICY_DOCUMENT,
    parse(
      'apiVersion: lamia.dev/v1\nkind: Policy\nmetadata: { name: slow, labels: { team: a } }\nspec: { type: time, step: 5% }\n',
    ),
  ],
  [RUNTIME_DOCUMENT, parse(runtimeText({ notifiers: '{ team: { kind: slack, url: { env: SLACK_URL } } }' }))],
];

const JUNK = fc.oneof(
  fc.constantFrom(
    ...[null, true, '', 'embedded', 'custom', '10s', '50%', 'naïve', 'a b', '💥'.repeat(300)],
    ...[0, -1, 0.5, 101, 1e12, Number.NaN, Number.POSITIVE_INFINITY],
    ...[[], {}, ['mon', 'tue', 'mon'], [1], { kind: 'haproxy' }, { type: 'time' }, { 'a b': 1 }],
  ),
  fc.dictionary(fc.constantFrom('kind', 'type', 'name', 'a/b~c', 'toString'), fc.constantFrom('x', 1, null)),
);

/** Every place in some data. */
function placesIn(data: Json, at: Place = []): readonly Place[] {
  if (typeof data !== 'object' || data === null) return [at];
  const inner: readonly (readonly [string | number, Json])[] = Array.isArray(data)
    ? [...data.entries()]
    : Object.entries(data);
  return [at, ...inner.flatMap(([key, value]) => placesIn(value, [...at, key]))];
}

/** The data with other things at one place. */
function changedAt(data: Json, [step, ...rest]: Place, change: (value: Json) => Json): Json {
  if (step === undefined) return change(data);
  const inner = new Map<string | number, Json>(
    Array.isArray(data) ? data.entries() : Object.entries(data as object), // a place of the data leads there
  );
  inner.set(step, changedAt(inner.get(step), rest, change));
  return Array.isArray(data) ? [...inner.values()] : Object.fromEntries(inner);
}

const CHANGE = fc.oneof(
  JUNK.map((junk) => (): Json => junk),
  fc.tuple(fc.constantFrom('zzz', 'kind', 'type', 'a b'), JUNK).map(([key, junk]) => (value: Json): Json => {
    if (Array.isArray(value)) return [...(value as readonly Json[]), junk];
    return typeof value === 'object' ? { ...value, [key]: junk } : junk;
  }),
  fc.nat(5).map((index) => (value: Json): Json => {
    if (Array.isArray(value)) return [...(value as readonly Json[]), (value as readonly Json[])[0]];
    return typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).filter((_, at) => at !== index))
      : value;
  }),
);

/** A schema, and data that is nearly what it describes. */
const CASE = fc.constantFrom(...DOCUMENTS).chain(([schema, data]) =>
  fc
    .array(fc.tuple(fc.nat(), CHANGE), { minLength: 1, maxLength: 3 })
    .map((changes): readonly [typeof schema, Json] => [
      schema,
      changes.reduce<Json>((before, [pick, change]) => {
        const places = placesIn(before);
        return changedAt(before, places[pick % places.length] ?? [], change);
      }, data),
    ]),
);

describe('the interpreter of schemas', () => {
  test('says of a value what a validator of JSON Schema says', () => {
    const ajv = new Ajv({
      allErrors: true,
      verbose: true,
      discriminator: true,
      allowUnionTypes: true,
      ownProperties: true,
    });
    const compiled = new Map(DOCUMENTS.map(([schema]) => [schema, ajv.compile(schema)] as const));
    fc.assert(
      fc.property(CASE, ([schema, data]) => {
        const isValid = compiled.get(schema);
        isValid?.(data);
        expect(told(shapeErrors(schema, data))).toEqual(told(isValid?.errors ?? []));
      }),
      { seed: runSeed(), numRuns: 3_000 },
    );
  });

  test.each(DOCUMENTS)('knows all keywords of the schemas (%#)', (schema) => {
    expect(strangeKeywords(schema)).toEqual([]);
  });
});

interface Told {
  readonly keyword: string;
  readonly instancePath: string;
  readonly propertyName?: string;
  readonly params: object;
}

/** The first error of each value and key; which rule is broken first is what people are told. */
function told(errors: readonly Told[]): readonly unknown[] {
  const first = new Map<string, unknown>();
  for (const { keyword, instancePath, propertyName = null, params } of errors) {
    const isOfKey =
      keyword === 'required' || keyword === 'additionalProperties' || keyword === 'propertyNames';
    const about = JSON.stringify([instancePath, propertyName, isOfKey ? params : null]);
    // What a limit is compared by is in the keyword already.
    const said = Object.entries(params).filter(([name]) => name !== 'comparison');
    if (!first.has(about)) first.set(about, { keyword, instancePath, propertyName, said });
  }
  return [...first.values()];
}
