import type * as Type from 'typebox';
import type { AnswerSpec, Operation } from './operation.js';
import { COMPONENTS } from './schema/components.js';
import { PROBLEM } from './schema/problem.js';
import { refusalsOf } from './refusals.js';

type Json = Readonly<Record<string, unknown>>;

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: Json;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly components: Json;
}

/** The description of some operations: a pure function of what their requests are checked by. */
export function openApi(operations: readonly Operation[]): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    paths[operation.at] = { ...paths[operation.at], [operation.method.toLowerCase()]: described(operation) };
  }
  const schemas = [...COMPONENTS].map(([schema, name]) => [name, inner(schema)] as const);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Lamia',
      version: '1',
      description:
        'What a running Lamia can be asked. Refusals are problem documents (RFC 9457); nothing has changed then.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: Object.fromEntries(schemas),
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'asked for where the runtime was given tokens',
        },
      },
    },
  };
}

function described(operation: Operation): Json {
  const { id, tag, summary, description, role, body } = operation;
  const needs = role === 'anyone' ? 'Needs no token.' : `Needs the role ${role}.`;
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [description, needs].filter((part) => part !== undefined).join(' '),
    security: role === 'anyone' ? [] : [{ token: [] }],
    parameters: parametersOf(operation),
    ...(body !== null && {
      requestBody: {
        required: body.required,
        content: { 'application/json': { schema: referred(body.schema) } },
      },
    }),
    responses: responsesOf(operation),
  };
}

/** What an object schema says of its keys. */
interface ObjectSchema {
  readonly properties?: Readonly<Record<string, Type.TSchema>>;
  readonly required?: readonly string[];
}

function parametersOf({ path, query, headers = {} }: Operation): readonly Json[] {
  const keys = (schema: ObjectSchema) => Object.entries(schema.properties ?? {});
  const isRequired = (schema: ObjectSchema, name: string) => schema.required?.includes(name) ?? false;
  return [
    ...keys(path).map(([name, schema]) => ({ name, in: 'path', required: true, schema: inner(schema) })),
    ...keys(query).map(([name, schema]) => ({
      name,
      in: 'query',
      required: isRequired(query, name),
      schema: inner(schema),
    })),
    ...Object.entries(headers).map(([name, description]) => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    })),
  ];
}

function responsesOf(operation: Operation): Json {
  const good = Object.entries(operation.answers).map(([status, spec]) => [status, answer(spec)] as const);
  const bad = Object.entries(refusalsOf(operation)).map(
    ([status, description]) => [status, refusal(description, operation.answers[Number(status)])] as const,
  );
  return Object.fromEntries([...good, ...bad]);
}

function answer({ description, schema, contentType, headers }: AnswerSpec): Json {
  const content = contentOf(schema, contentType);
  return {
    description,
    ...(headers !== undefined && {
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, about]) => [
          name,
          { description: about, schema: { type: 'string' } },
        ]),
      ),
    }),
    ...(content !== null && { content }),
  };
}

function contentOf(schema: Type.TSchema | undefined, contentType: string | undefined): Json | null {
  if (contentType !== undefined) {
    return { [contentType]: { schema: schema === undefined ? { type: 'string' } : referred(schema) } };
  }
  return schema === undefined ? null : { 'application/json': { schema: referred(schema) } };
}

/** A refusal may share its status with an answer of another form. */
function refusal(description: string, shared: AnswerSpec | undefined): Json {
  const own = { 'application/problem+json': { schema: referred(PROBLEM) } };
  if (shared === undefined) return { description, content: own };
  return {
    description: `${shared.description}; or ${description}`,
    content: { ...contentOf(shared.schema, shared.contentType), ...own },
  };
}

/** A schema by its name where it has one. */
function referred(schema: unknown): unknown {
  const name = COMPONENTS.get(schema as Type.TSchema); // only looked up by identity
  return name === undefined ? inner(schema) : { $ref: `#/components/schemas/${name}` };
}

/** The schema itself, with those that have names within it replaced by these. */
function inner(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(referred);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, referred(value)]));
}
