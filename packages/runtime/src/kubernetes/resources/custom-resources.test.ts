import { describe, expect, test } from '@jest/globals';
import { RE2JS } from 're2js';
import { customResourceDefinitions } from './custom-resources.js';

/** A value in a definition and where it stands. */
type Node = readonly [path: string, value: Readonly<Record<string, unknown>>];

function* nodes(value: unknown, path: string): Generator<Node> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Readonly<Record<string, unknown>>]; // an object is read by its keys
  for (const [key, inner] of Object.entries(value)) yield* nodes(inner, `${path}/${key}`);
}

/** Every schema in a definition. */
function schemas(definition: unknown): readonly Node[] {
  return [...nodes(definition, '')].filter(([path]) =>
    /(\/openAPIV3Schema|\/properties\/[^/]+|\/items|\/additionalProperties)$/.test(path),
  );
}

/** What is in every object of a cluster: API servers describe it themselves, and refuse a description of the metadata. */
const isOfServer = (path: string): boolean =>
  /openAPIV3Schema\/properties\/(apiVersion|kind|metadata)(\/|$)/.test(path);

/** The form of a value, such as `a text`, is a phrase and no sentence. */
const isMeaning = (description: unknown): boolean =>
  typeof description === 'string' && /^[A-Z].*\.$/.test(description);

describe.each([...customResourceDefinitions()])('the definition of %s', (_, definition) => {
  test('gives every value one type, or says that it may be anything', () => {
    const untyped = schemas(definition).filter(
      ([, schema]) =>
        schema['type'] === undefined &&
        schema['x-kubernetes-int-or-string'] !== true &&
        schema['x-kubernetes-preserve-unknown-fields'] !== true,
    );
    expect(untyped).toEqual([]);
  });

  test('has no word that structural schemas refuse', () => {
    const refused = [
      '$ref',
      'oneOf',
      'anyOf',
      'allOf',
      'not',
      'uniqueItems',
      'propertyNames',
      'discriminator',
      'title',
      'const',
    ];
    const found = schemas(definition).flatMap(([path, schema]) =>
      refused.filter((word) => Object.hasOwn(schema, word)).map((word) => `${path}: ${word}`),
    );
    expect(found).toEqual([]);
    expect(schemas(definition).filter(([, schema]) => schema['additionalProperties'] === false)).toEqual([]);
  });

  test('says what every key means, in sentences', () => {
    const silent = schemas(definition).flatMap(([path, { description }]) =>
      /\/properties\/[^/]+$/.test(path) && !isOfServer(path) && !isMeaning(description) ? [path] : [],
    );
    expect(silent).toEqual([]);
  });

  test('has patterns of the regular expressions that API servers know', () => {
    const patterns = schemas(definition).flatMap(([, { pattern }]) =>
      typeof pattern === 'string' ? [pattern] : [],
    );
    expect(patterns.length).toBeGreaterThan(5);
    for (const pattern of patterns) expect(() => RE2JS.compile(pattern)).not.toThrow();
  });
});

test('the short name of a gateway is none of another system', () => {
  expect(customResourceDefinitions().get('gateways')?.spec).toMatchObject({
    names: { plural: 'gateways', shortNames: ['lgw'] },
  });
});
