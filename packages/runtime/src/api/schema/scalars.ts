import * as Type from 'typebox';

/*
 * The single values of what the API answers. Requests use those of the configuration's files where both have the same value.
 */

export const TEXT = Type.String();

export const TIME = Type.String({ format: 'date-time', title: 'a time in ISO 8601' });

export const COUNT = Type.Integer({ minimum: 0 });

export const PERCENT = Type.Number({ minimum: 0, maximum: 100, title: 'a percentage' });

/** A list, to be read. */
export function many<const Item extends Type.TSchema>(
  item: Item,
  options: Type.TSchemaOptions = {},
): Type.TUnsafe<readonly Type.Static<Item>[]> {
  return Type.Unsafe({ type: 'array', items: item, ...options });
}

/** A schema or null. */
export function orNull<const Schema extends Type.TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** What is told as it is, without a promise of its shape. */
export const ANYTHING = Type.Unknown();

/** A map by names that users choose. */
export function byName<const Value extends Type.TSchema>(
  title: string,
  value: Value,
): Type.TUnsafe<Readonly<Record<string, Type.Static<Value>>>> {
  return Type.Unsafe({ type: 'object', title, additionalProperties: value });
}
