import { alternatives } from '../../config/schema/scalars.js';

/** A rule in CEL that an API server asks of every value that its schema describes. */
export interface Validation {
  readonly rule: string;
  readonly message: string;
}

/** What a value may be beyond its type, in the words that both kinds of schema have. */
interface Limits {
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly enum?: readonly string[];
  readonly 'x-kubernetes-list-type'?: 'set' | 'map' | 'atomic';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic';
}

const LIMITS: readonly (keyof Limits)[] = [
  'pattern',
  'format',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'maxProperties',
  'enum',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
];

/** The OpenAPI v3 that API servers take for custom resources: every field is named once, with one type, and nothing is referred to. */
export interface StructuralSchema extends Limits {
  readonly type?: string;
  readonly description?: string;
  readonly exclusiveMinimum?: true;
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: StructuralSchema;
  readonly items?: StructuralSchema;
  readonly 'x-kubernetes-int-or-string'?: true;
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
  readonly 'x-kubernetes-validations'?: readonly Validation[];
}

/** The JSON Schema of files and the API, as far as it is written there. */
interface FileSchema extends Limits {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, FileSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: FileSchema | boolean;
  readonly items?: FileSchema;
  readonly uniqueItems?: boolean;
  readonly exclusiveMinimum?: number;
  readonly discriminator?: { readonly propertyName: string };
  readonly oneOf?: readonly FileSchema[];
  readonly anyOf?: readonly FileSchema[];
}

interface VariantOptions {
  /** The key that tells the variants apart. */
  readonly key: string;
  /** Whether it may be missing, so that nothing tells which variant is meant. */
  readonly optional?: boolean;
}

/** The same schema in the form that API servers take. What that form has no words for is left to the admission webhook. */
export function structural(written: object): StructuralSchema {
  const schema: FileSchema = written; // those of this project, which have nothing else
  if (schema.oneOf !== undefined) {
    const key = schema.discriminator?.propertyName ?? '';
    return { ...described(schema), ...variants(schema.oneOf, { key }) };
  }
  return { ...described(schema), ...typeOf(schema), ...limitsOf(schema), ...contentsOf(schema) };
}

/** Several maps, told apart by the word at one key, as one map; rules say which keys belong to which word. */
export function variants(written: readonly object[], options: VariantOptions): StructuralSchema {
  const schemas: readonly FileSchema[] = written; // as above
  const { key, optional = false } = options;
  const names = new Set(schemas.flatMap(({ properties = {} }) => Object.keys(properties)));
  names.delete(key);
  const properties = new Map([...names].map((name) => [name, common(name, schemas, key)] as const));
  const needed = [...names].filter((name) =>
    schemas.every((schema) => schema.required?.includes(name) === true),
  );
  const required = [...(optional ? [] : [key]), ...needed];
  const words = schemas.flatMap((schema) => wordsOf(schema, key));
  const description =
    meaningByWord('Which of these it is.', key, schemas, key) ??
    alternatives(schemas.flatMap((schema) => wordsOf(schema, key).slice(0, 1)));
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties: { [key]: { type: 'string', description, enum: words }, ...Object.fromEntries(properties) },
    ...validations(
      [...names]
        .filter((name) => isSeenByRules(properties.get(name)))
        .flatMap((name) => variantRules(name, schemas, options)),
    ),
  };
}

/** What a key is in all variants that have it: one form, and one meaning or that by the word at the key that tells them apart. */
function common(name: string, schemas: readonly FileSchema[], key: string): StructuralSchema {
  const having = schemas.filter(({ properties = {} }) => Object.hasOwn(properties, name));
  const [first = {}, ...others] = having.map(({ properties = {} }) => structural(properties[name] ?? {}));
  if (others.every((other) => isSame(other, first))) return first;
  const { description: _, ...form } = first;
  if (!others.every(({ description: _other, ...other }) => isSame(other, form))) {
    throw new TypeError(`\`${name}\` means two things, which no structural schema can say`);
  }
  const description = meaningByWord(`Goes by \`${key}\`.`, name, having, key);
  return description === null ? first : { description, ...form };
}

const isSame = (left: StructuralSchema, right: StructuralSchema): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

/** What a key means in each of some variants, after the word for it; null where one of them does not say. */
function meaningByWord(
  begin: string,
  name: string,
  schemas: readonly FileSchema[],
  key: string,
): string | null {
  const meanings = schemas.flatMap((schema) => {
    const meaning = schema.properties?.[name]?.description;
    const [word] = wordsOf(schema, key);
    return meaning === undefined || word === undefined ? [] : [`\`${word}\`: ${meaning}`];
  });
  return meanings.length === schemas.length ? [begin, ...meanings].join(' ') : null;
}

/** The words of a variant at the key that tells it from the others, the one that is written today first. */
function wordsOf({ properties = {} }: FileSchema, key: string): readonly string[] {
  const { enum: words = [], anyOf = [] } = properties[key] ?? {};
  return [...words, ...anyOf.flatMap((inner) => inner.enum ?? [])];
}

/** Which variants a key of some of them belongs to, and which need it. */
function variantRules(
  name: string,
  schemas: readonly FileSchema[],
  { key, optional = false }: VariantOptions,
): readonly Validation[] {
  const having = schemas.filter(({ properties = {} }) => Object.hasOwn(properties, name));
  const needing = schemas.filter(({ required = [] }) => required.includes(name));
  const field = `self.${celName(name)}`;
  const tag = `self.${celName(key)}`;
  const isOneOf = (some: readonly FileSchema[]): string =>
    `${tag} in [${some.flatMap((schema) => wordsOf(schema, key).map((word) => `'${word}'`)).join(', ')}]`;
  const words = (some: readonly FileSchema[]): string =>
    alternatives(some.flatMap((schema) => wordsOf(schema, key).slice(0, 1)));
  const belongs: Validation = {
    rule: `!has(${field}) || ${optional ? `!has(${tag}) || ` : ''}${isOneOf(having)}`,
    message: `\`${name}\` is for \`${key}\` ${words(having)}`,
  };
  const needed: Validation = {
    rule: `has(${field}) || ${optional ? `!has(${tag}) || ` : ''}!(${isOneOf(needing)})`,
    message: `\`${name}\` is needed where \`${key}\` is ${words(needing)}`,
  };
  const { length } = schemas;
  return [
    ...(having.length === length ? [] : [belongs]),
    ...(needing.length === 0 || needing.length === length ? [] : [needed]),
  ];
}

/** A value that may be of several types does not exist for rules. */
function isSeenByRules(schema: StructuralSchema | undefined): boolean {
  return schema?.type !== undefined || schema?.['x-kubernetes-int-or-string'] === true;
}

/** Words of CEL and signs that no name in it can have, as API servers escape them. */
function celName(name: string): string {
  if (CEL_WORDS.has(name)) return `__${name}__`;
  return name.replaceAll('-', '__dash__').replaceAll('.', '__dot__');
}

const CEL_WORDS: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

export function validations(rules: readonly Validation[]): StructuralSchema {
  return rules.length === 0 ? {} : { 'x-kubernetes-validations': rules };
}

/** What a value means, and then its form, where its limits are for programs; its form alone where nothing says what it means. */
function described(schema: FileSchema): StructuralSchema {
  const { title, description } = schema;
  if (description === undefined) return title === undefined ? {} : { description: title };
  const form = title === undefined || !hasForm(schema) ? '' : ` ${sentence(title)}`;
  return { description: `${description}${form}` };
}

/** Types, words and keys are there for all to see. */
function hasForm({ pattern, minLength, minimum, exclusiveMinimum }: FileSchema): boolean {
  return [pattern, minLength, minimum, exclusiveMinimum].some((limit) => limit !== undefined);
}

/** What a list or a map holds, which `kubectl explain` tells after what that means. */
function each(schema: FileSchema): StructuralSchema {
  const { title } = schema;
  return { ...structural(schema), ...(title === undefined ? {} : { description: `Each is ${title}.` }) };
}

function sentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}

function typeOf({ type }: FileSchema): StructuralSchema {
  if (type === undefined || typeof type === 'string') return type === undefined ? {} : { type };
  const isIntegerOrText = type.length === 2 && type.includes('integer') && type.includes('string');
  // `12.5` beside `12.5%`, or a duration beside a map: there is no structural word for either.
  return isIntegerOrText
    ? { 'x-kubernetes-int-or-string': true }
    : { 'x-kubernetes-preserve-unknown-fields': true };
}

function limitsOf(schema: FileSchema): StructuralSchema {
  const { exclusiveMinimum } = schema;
  const limits: Limits = Object.fromEntries(
    LIMITS.flatMap((limit) => (schema[limit] === undefined ? [] : [[limit, schema[limit]] as const])),
  );
  return {
    ...limits,
    ...(exclusiveMinimum === undefined ? {} : { minimum: exclusiveMinimum, exclusiveMinimum: true }),
  };
}

function contentsOf(schema: FileSchema): StructuralSchema {
  if (schema.type === 'array') {
    const items = each(schema.items ?? {});
    return { items, ...(schema.uniqueItems === true ? { 'x-kubernetes-list-type': 'set' } : {}) };
  }
  if (schema.type !== 'object') return {};
  const { properties, required = [], additionalProperties } = schema;
  if (typeof additionalProperties === 'object') return { additionalProperties: each(additionalProperties) };
  // A map of which nothing is said may have anything in it.
  if (properties === undefined) return { 'x-kubernetes-preserve-unknown-fields': true };
  return {
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, structural(inner)]),
    ),
    ...(required.length === 0 ? {} : { required }),
  };
}
