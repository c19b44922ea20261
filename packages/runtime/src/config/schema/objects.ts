import * as Type from 'typebox';
import { alternatives } from './scalars.js';

/** A map with these keys and no others. */
export function object<const Properties extends Type.TProperties>(
  title: string,
  properties: Properties,
): Type.TObject<Properties> {
  return Type.Object(properties, { title, additionalProperties: false });
}

/** Of what users name themselves; every name may be compared with every other. */
const MOST_ENTRIES = 200;

/** A list with at least one item. */
export function list<const Item extends Type.TSchema>(
  title: string,
  item: Item,
  options: Type.TArrayOptions = {},
) {
  return Type.Array(item, { title, maxItems: MOST_ENTRIES, ...options });
}

/** A map from names of the user's choosing. */
export function named<const Value extends Type.TSchema>(
  title: string,
  names: { readonly title: string; readonly pattern: string },
  value: Value,
): Type.TUnsafe<Readonly<Record<string, Type.Static<Value>>>> {
  return Type.Unsafe({
    type: 'object',
    title,
    maxProperties: MOST_ENTRIES,
    propertyNames: { type: 'string', ...names },
    additionalProperties: value,
  });
}

/** One of several maps, told apart by the word at one key, by that word. */
export function variants<const Variants extends Readonly<Record<string, Type.TObject>>>(
  key: string,
  schemas: Variants,
): Type.TUnsafe<Type.Static<Variants[keyof Variants]>> {
  return Type.Unsafe({
    type: 'object',
    title: `a map with \`${key}\` ${alternatives(Object.keys(schemas))}`,
    required: [key],
    discriminator: { propertyName: key },
    oneOf: Object.values(schemas),
  });
}
