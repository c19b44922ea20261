import type { Schema, TypeName } from './schema.js';

/** One rule of a schema that a value breaks. */
export interface ShapeError {
  readonly keyword: keyof Schema;
  /** JSON pointer of the value; of a map's key, that of the map. */
  readonly instancePath: string;
  /** The key at fault, where it is one. */
  readonly propertyName?: string;
  /** What the rule says of it, by the names that JSON Schema validators use. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Schema;
}

type Found = Pick<ShapeError, 'keyword' | 'params'>;

/**
 * Every way in which a value is not what the schema describes. The schema is interpreted: nothing is compiled to code, which
 * browsers forbid to pages with a strict content policy. A schema's rules are tried in this order: its type, then those of
 * numbers, texts, words, lists and maps.
 */
export function shapeErrors(schema: Schema, value: unknown, instancePath = ''): readonly ShapeError[] {
  const here = ({ keyword, params }: Found): ShapeError => ({
    keyword,
    instancePath,
    params,
    parentSchema: schema,
  });
  if (!isOfType(schema, value)) return [here({ keyword: 'type', params: { type: schema.type } })];
  if (typeof value === 'number') return ofNumber(schema, value).map(here);
  if (typeof value === 'string') return [...ofText(schema, value), ...ofWord(schema, value)].map(here);
  if (Array.isArray(value)) {
    const { items } = schema;
    const inner = value.flatMap((item, index) =>
      items === undefined ? [] : shapeErrors(items, item, `${instancePath}/${index}`),
    );
    return [...ofList(schema, value).map(here), ...inner];
  }
  return isMap(value) ? ofMap(schema, value, instancePath, here) : [];
}

type AnyMap = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is AnyMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isOfType({ type }: Schema, value: unknown): boolean {
  if (type === undefined) return true;
  return typeof type === 'string' ? isOf(type, value) : type.some((each) => isOf(each, value));
}

function isOf(type: TypeName, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'number':
      return Number.isFinite(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isMap(value);
  }
}

function ofNumber({ minimum, maximum, exclusiveMinimum }: Schema, value: number): readonly Found[] {
  const found: Found[] = [];
  if (maximum !== undefined && value > maximum)
    found.push({ keyword: 'maximum', params: { limit: maximum } });
  if (minimum !== undefined && value < minimum)
    found.push({ keyword: 'minimum', params: { limit: minimum } });
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    found.push({ keyword: 'exclusiveMinimum', params: { limit: exclusiveMinimum } });
  }
  return found;
}

function ofText({ minLength, maxLength, pattern }: Schema, value: string): readonly Found[] {
  const found: Found[] = [];
  const length = maxLength === undefined && minLength === undefined ? 0 : Array.from(value).length;
  if (maxLength !== undefined && length > maxLength) {
    found.push({ keyword: 'maxLength', params: { limit: maxLength } });
  }
  if (minLength !== undefined && length < minLength) {
    found.push({ keyword: 'minLength', params: { limit: minLength } });
  }
  if (pattern !== undefined && !regexOf(pattern).test(value)) {
    found.push({ keyword: 'pattern', params: { pattern } });
  }
  return found;
}

const regexes = new Map<string, RegExp>();

/** The patterns are those of the schemas, which are few and never anybody else's. */
function regexOf(pattern: string): RegExp {
  const regex = regexes.get(pattern) ?? new RegExp(pattern, 'u');
  regexes.set(pattern, regex);
  return regex;
}

function ofWord({ enum: words }: Schema, value: string): readonly Found[] {
  return words === undefined || words.includes(value)
    ? []
    : [{ keyword: 'enum', params: { allowedValues: words } }];
}

function ofList({ minItems, maxItems, uniqueItems }: Schema, value: readonly unknown[]): readonly Found[] {
  const found: Found[] = [];
  if (maxItems !== undefined && value.length > maxItems) {
    found.push({ keyword: 'maxItems', params: { limit: maxItems } });
  }
  if (minItems !== undefined && value.length < minItems) {
    found.push({ keyword: 'minItems', params: { limit: minItems } });
  }
  const twice = uniqueItems === true ? lastTwice(value) : null;
  if (twice !== null) found.push({ keyword: 'uniqueItems', params: twice });
  return found;
}

/** The last item that stands again after itself, and where it does. */
function lastTwice(items: readonly unknown[]): { readonly i: number; readonly j: number } | null {
  const seen = new Map<unknown, number>();
  for (const [i, item] of [...items.entries()].reverse()) {
    const j = seen.get(item);
    if (j !== undefined) return { i, j };
    if (typeof item === 'string') seen.set(item, i);
  }
  return null;
}

function ofMap(
  schema: Schema,
  value: AnyMap,
  instancePath: string,
  here: (found: Found) => ShapeError,
): readonly ShapeError[] {
  const { maxProperties, required = [], propertyNames, additionalProperties = true } = schema;
  const properties = schema.properties ?? {};
  const entries = Object.entries(value);
  const errors: ShapeError[] = [];
  if (maxProperties !== undefined && entries.length > maxProperties) {
    errors.push(here({ keyword: 'maxProperties', params: { limit: maxProperties } }));
  }
  for (const missingProperty of required) {
    if (!Object.hasOwn(value, missingProperty)) {
      errors.push(here({ keyword: 'required', params: { missingProperty } }));
    }
  }
  for (const [propertyName] of propertyNames === undefined ? [] : entries) {
    const ofName = shapeErrors(propertyNames ?? {}, propertyName, instancePath);
    if (ofName.length === 0) continue;
    errors.push(...ofName.map((error) => ({ ...error, propertyName })));
    errors.push(here({ keyword: 'propertyNames', params: { propertyName } }));
  }
  for (const [key, inner] of entries) {
    if (additionalProperties === true || Object.hasOwn(properties, key)) continue;
    if (additionalProperties === false) {
      errors.push(here({ keyword: 'additionalProperties', params: { additionalProperty: key } }));
    } else errors.push(...shapeErrors(additionalProperties, inner, pointer(instancePath, key)));
  }
  for (const [key, inner] of Object.entries(properties)) {
    if (Object.hasOwn(value, key)) errors.push(...shapeErrors(inner, value[key], pointer(instancePath, key)));
  }
  return [...errors, ...ofVariant(schema, value, instancePath, here)];
}

/** Of several maps only the one that the discriminating word names is looked at. */
function ofVariant(
  { discriminator, oneOf = [] }: Schema,
  value: AnyMap,
  instancePath: string,
  here: (found: Found) => ShapeError,
): readonly ShapeError[] {
  if (discriminator === undefined) return [];
  const { propertyName: tag } = discriminator;
  const tagValue = Object.hasOwn(value, tag) ? value[tag] : undefined;
  if (typeof tagValue !== 'string') {
    return [here({ keyword: 'discriminator', params: { error: 'tag', tag, tagValue } })];
  }
  const variant = oneOf.find(({ properties }) => properties?.[tag]?.enum?.includes(tagValue));
  return variant === undefined
    ? [here({ keyword: 'discriminator', params: { error: 'mapping', tag, tagValue } })]
    : shapeErrors(variant, value, instancePath);
}

function pointer(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
