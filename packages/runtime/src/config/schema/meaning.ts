import * as Type from 'typebox';

/*
 * The values of the keys of maps. A schema's title is the form of a value, wherever it stands; its `description` is what the value
 * means at one key, in whole sentences: what editors and `kubectl explain` tell.
 */

/** A key that has to be there, and what it means. */
export function needed<const Schema extends Type.TSchema>(
  schema: Schema,
  description: string,
): Schema & { readonly description: string } {
  return { ...schema, description };
}

/** A key that may be left out, and what it means: also what counts where it is. */
export function optional<const Schema extends Type.TSchema>(schema: Schema, description: string) {
  return Type.Optional(needed(schema, description));
}
