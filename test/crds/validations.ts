import { celEnv, parse, plan, type CelInput } from '@bufbuild/cel';
import type { Schema } from './schema.js';

/** A rule in CEL that an API server asks of every value that its schema describes. */
export interface Validation {
  readonly rule: string;
  readonly message?: string;
}

type Rule = ReturnType<typeof plan>;

const environment = celEnv();
const compiled = new Map<string, Rule>();

/** What the rules of a schema have against a value whose defaults are filled in, one sentence each. */
export function validationFaults(value: unknown, schema: Schema, path: string): readonly string[] {
  if (value === undefined || value === null) return [];
  const self = celValue(value);
  const own = (schema['x-kubernetes-validations'] ?? [])
    // A rule about a change has nothing to say of an object that is new.
    .filter(({ rule }) => !/\boldSelf\b/.test(rule))
    .filter(({ rule }) => ruleOf(rule)({ self }) !== true)
    .map(({ rule, message }) => `${path}: ${message ?? rule}`);
  return [...own, ...innerFaults(value, schema, path)];
}

function innerFaults(value: unknown, schema: Schema, path: string): readonly string[] {
  if (Array.isArray(value)) {
    const { items = {} } = schema;
    return value.flatMap((item, index) => validationFaults(item, items, `${path}/${index}`));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const { additionalProperties: other } = schema;
    const known = schema.properties?.[key] ?? (typeof other === 'object' ? other : undefined);
    return known === undefined ? [] : validationFaults(inner, known, `${path}/${key}`);
  });
}

function ruleOf(text: string): Rule {
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const rule = plan(environment, parse(text));
  compiled.set(text, rule);
  return rule;
}

/** Names that are words of CEL are written between underscores in rules. */
const ESCAPED = new Set([
  'namespace',
  'package',
  'import',
  'in',
  'const',
  'loop',
  'function',
  'return',
  'var',
]);

/** A value as rules see it: whole numbers are integers, fields without a value are not there. */
function celValue(value: unknown): CelInput {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(celValue);
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return value;
  if (value === null) return null;
  if (typeof value !== 'object') throw new TypeError(`no JSON has a ${typeof value}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [ESCAPED.has(key) ? `__${key}__` : key, celValue(inner)]),
  );
}

/** The value with what an API server fills in where it is left out. */
export function withDefaults(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item) => withDefaults(item, schema.items ?? {}));
  if (typeof value !== 'object' || value === null) return value;
  const filled = new Map<string, unknown>(Object.entries(value));
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    if (!filled.has(key) && inner.default !== undefined) filled.set(key, inner.default);
    if (filled.has(key)) filled.set(key, withDefaults(filled.get(key), inner));
  }
  return Object.fromEntries(filled);
}
