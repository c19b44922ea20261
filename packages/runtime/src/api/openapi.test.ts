import { describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { apiDescription, OPERATIONS } from './operations.js';

const document = apiDescription();
const text = JSON.stringify(document);

/** Every JSON value within another one. */
function* within(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Readonly<Record<string, unknown>>;
  for (const member of Object.values(value)) yield* within(member);
}

describe('the API’s description', () => {
  test('has every operation once, under a name of its own', () => {
    const described = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(described).toHaveLength(OPERATIONS.length);
    const ids = described.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('declares exactly the parameters of each path', () => {
    for (const [path, item] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(item)) {
        const declared = (parameters as readonly { in: string; name: string; required: boolean }[]).filter(
          (parameter) => parameter.in === 'path',
        );
        expect(declared.map(({ name }) => name)).toEqual(inPath);
        expect(declared.every(({ required }) => required)).toBe(true);
      }
    }
  });

  test('refers only to schemas that it has, and uses all of them', () => {
    const schemas = Object.keys((document.components as { schemas: object }).schemas);
    const used = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
    );
    expect([...used].toSorted()).toEqual(schemas.toSorted());
  });

  test('consists of schemas of JSON Schema 2020-12', () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: true, validateFormats: false });
    for (const { schema } of within(document)) {
      if (typeof schema === 'object' && schema !== null) expect(ajv.validateSchema(schema)).toBe(true);
    }
  });

  test.each([
    ...[
      'Gateway',
      'GatewayStatus',
      'GatewayList',
      'GatewayDetails',
      'RouteWeights',
      'WeightsChange',
      'Approval',
    ],
    ...['Retirement', 'DecisionList', 'Decision', 'PolicyDecision', 'ReadValue', 'SeenValue'],
  ])('says what every key of a %s means, in sentences', (name) => {
    const { schemas } = document.components as { schemas: Readonly<Record<string, unknown>> };
    const keys = [...within(schemas[name])].flatMap(({ properties = {} }) =>
      Object.entries(properties as object),
    );
    expect(keys).not.toEqual([]);
    const silent = keys.filter(
      ([, schema]) => !/^[A-Z].*\.$/.test(String((schema as { description?: string }).description)),
    );
    expect(silent.map(([key]) => key)).toEqual([]);
  });

  test('names what the interface promises', () => {
    const paths = [
      '/api/v1/gateways',
      '/api/v1/gateways/{name}',
      '/api/v1/gateways/{name}/status',
      '/api/v1/gateways/{name}/weights',
      ...['pause', 'resume', 'promote', 'rollback', 'approve'].map((act) => `/api/v1/gateways/{name}/${act}`),
      '/api/v1/gateways/{name}/decisions',
      '/api/v1/events',
      ...['check', 'format', 'evaluate', 'match', 'compile'].map((job) => `/api/v1/${job}`),
      ...['projects', 'clusters', 'virtual-clusters', 'applications', 'deployments', 'services'].map(
        (kind) => `/api/v1/${kind}`,
      ),
      '/api/v1/ingresses',
      '/api/v1/metrics-catalogue',
      '/api/v1/hooks/flagger/{name}',
      '/api/v1/hooks/argo/{name}',
      '/healthz',
      '/readyz',
      '/metrics',
    ];
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths));
  });
});
