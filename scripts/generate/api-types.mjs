/** Writes the types of the API's client from the OpenAPI document. */

/**
 * @typedef {{ readonly [key: string]: unknown }} Json
 * @typedef {{ readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>, readonly components: Json }} Document
 */

const HEAD = `/* Generated from docs/openapi.json by \`npm run docs\`. */
/* eslint-disable */
`;

/** @param {string} name */
const key = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/**
 * The type of the values that a schema describes; what TypeScript cannot say, such as a pattern, is left out.
 * @param {any} schema
 * @returns {string}
 */
function type(schema) {
  if (schema.$ref !== undefined) return `Schemas[${JSON.stringify(schema.$ref.split('/').at(-1))}]`;
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants !== undefined) return `(${variants.map(type).join(' | ')})`;
  if (schema.enum !== undefined) {
    return `(${schema.enum.map((/** @type {unknown} */ word) => JSON.stringify(word)).join(' | ')})`;
  }
  if (Array.isArray(schema.type))
    return `(${schema.type.map((/** @type {string} */ one) => type({ type: one })).join(' | ')})`;
  switch (schema.type) {
    case 'string':
    case 'boolean':
    case 'null':
      return schema.type;
    case 'integer':
    case 'number':
      return 'number';
    case 'array':
      return `readonly ${type(schema.items)}[]`;
    case 'object':
      return object(schema);
    default:
      return 'unknown';
  }
}

/** @param {any} schema */
function object(schema) {
  if (schema.properties === undefined) {
    return `Readonly<Record<string, ${typeof schema.additionalProperties === 'object' ? type(schema.additionalProperties) : 'unknown'}>>`;
  }
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties).map(
    ([name, value]) => `readonly ${key(name)}${required.has(name) ? '' : '?'}: ${type(value)};`,
  );
  return `{ ${entries.join(' ')} }`;
}

/** @param {any} operation @param {string} place */
function parameters(operation, place) {
  const named = operation.parameters.filter((/** @type {any} */ one) => one.in === place);
  const entries = named.map(
    (/** @type {any} */ one) => `readonly ${key(one.name)}${one.required ? '' : '?'}: ${type(one.schema)};`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(' ')} }`;
}

/** What the operation gives where it goes well. @param {any} operation */
function answer(operation) {
  const good = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
  const content = /** @type {any} */ (good?.[1])?.content;
  if (content === undefined) return 'null';
  return content['application/json'] === undefined ? 'string' : type(content['application/json'].schema);
}

/**
 * @param {Document} document
 * @returns {string}
 */
export function apiTypes({ paths, components }) {
  const schemas = Object.entries(/** @type {any} */ (components).schemas).map(
    ([name, schema]) => `  readonly ${key(name)}: ${type(schema)};`,
  );
  const operations = Object.entries(paths).flatMap(([at, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      at,
      method: method.toUpperCase(),
      operation: /** @type {any} */ (operation),
    })),
  );
  const types = operations.map(({ operation }) => {
    const body = operation.requestBody?.content['application/json'].schema;
    return `  readonly ${operation.operationId}: {
    readonly path: ${parameters(operation, 'path')};
    readonly query: ${parameters(operation, 'query')};
    readonly body: ${body === undefined ? 'null' : type(body)};
    readonly answer: ${answer(operation)};
  };`;
  });
  const places = operations.map(
    ({ at, method, operation }) => `  ${operation.operationId}: { method: '${method}', at: '${at}' },`,
  );
  return `${HEAD}
/** What is sent and answered, by its name in the API's description. */
export interface Schemas {
${schemas.join('\n')}
}

/** What each operation wants and gives. */
export interface Operations {
${types.join('\n')}
}

/** Where each operation is. */
export const OPERATIONS = {
${places.join('\n')}
} as const;
`;
}
