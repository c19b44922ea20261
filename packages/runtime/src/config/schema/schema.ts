/**
 * The part of JSON Schema that the schemas of this folder use. A keyword that is none of these is refused, so that none is ever
 * passed over.
 */
export interface Schema {
  /** The form of a value, as messages and editors tell it. */
  readonly title?: string;
  /** What it means where it stands. */
  readonly description?: string;
  readonly type?: TypeName | readonly TypeName[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  /** In characters, as people count them. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Only of lists of scalars. */
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  /** The key whose word says which of `oneOf` a map is to be. */
  readonly discriminator?: { readonly propertyName: string };
  readonly oneOf?: readonly Schema[];
}

export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

const KEYWORDS: ReadonlySet<string> = new Set<keyof Schema>([
  'title',
  'description',
  'type',
  'enum',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
  'items',
  'maxProperties',
  'required',
  'propertyNames',
  'properties',
  'additionalProperties',
  'discriminator',
  'oneOf',
]);

/** The keywords of a schema and of all schemas in it that nobody would look at. */
export function strangeKeywords(schema: Schema): readonly string[] {
  const { items, propertyNames, properties = {}, additionalProperties, oneOf = [] } = schema;
  const inner = [items, propertyNames, ...Object.values(properties), additionalProperties, ...oneOf];
  return [
    ...Object.keys(schema).filter((keyword) => !KEYWORDS.has(keyword)),
    ...inner.flatMap((each) => (typeof each === 'object' ? strangeKeywords(each) : [])),
  ];
}
