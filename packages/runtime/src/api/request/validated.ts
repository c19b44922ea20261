import type * as Type from 'typebox';
import { Findings, isUsable } from '../../config/finding.js';
import { validate } from '../../config/schema/validate.js';
import { problem, type Problem } from '../problem.js';
import { jsonTree } from './json-tree.js';

export type Validated =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem };

/** A body as its schema describes it, in maps without prototypes; or what is wrong with it. */
export function validBody(schema: Type.TSchema, body: unknown): Validated {
  const tree = jsonTree(body);
  return tree === null
    ? { ok: false, problem: problem(400, 'the body is nested too deeply') }
    : checked(schema, tree, 422);
}

/** A query as its schema describes it; numbers and truth values are texts in it. */
export function validQuery(schema: Type.TSchema, query: Readonly<Record<string, unknown>>): Validated {
  const properties: Readonly<Record<string, { readonly type?: string }>> =
    (schema as { readonly properties?: Readonly<Record<string, { readonly type?: string }>> }).properties ??
    {};
  const values = Object.entries(query).map(([name, value]) => {
    const type = Object.hasOwn(properties, name) ? properties[name]?.type : undefined;
    return [name, typeof value === 'string' ? plainValue(value, type) : value];
  });
  const tree = jsonTree(Object.fromEntries(values));
  return tree === null
    ? { ok: false, problem: problem(400, 'the query cannot be made out') }
    : checked(schema, tree, 400);
}

function plainValue(text: string, type: string | undefined): unknown {
  if (type === 'integer' && /^\d{1,9}$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}

function checked(
  schema: Type.TSchema,
  tree: NonNullable<ReturnType<typeof jsonTree>>,
  status: number,
): Validated {
  const findings = new Findings();
  const value: unknown = validate(schema, tree, findings);
  if (value !== null && isUsable(findings.list)) return { ok: true, value };
  const detail = findings.list.map(({ message }) => message).join('; ');
  return { ok: false, problem: problem(status, detail, findings.list) };
}
