import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type * as Type from 'typebox';
import type { Findings } from '../finding.js';
import { plainValue } from '../yaml/tree.js';
import type { Tree } from '../yaml/tree.js';
import { shapeFinding } from './shape-words.js';

const ajv = new Ajv({
  allErrors: true,
  verbose: true,
  discriminator: true,
  allowUnionTypes: true,
  ownProperties: true,
});
const compiled = new Map<Type.TSchema, ValidateFunction>();

/** The tree as the data that the schema describes; every way in which it is not is a finding. Null where it is unreadable. */
export function validate<Schema extends Type.TSchema>(
  schema: Schema,
  tree: Tree,
  findings: Findings,
): Type.Static<Schema> | null {
  const isValid = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, isValid);
  const value = plainValue(tree);
  if (isValid(value)) return value as Type.Static<Schema>; // what the validator has just shown
  for (const error of tellingErrors(isValid.errors ?? [])) {
    const found = shapeFinding(error, tree);
    if (found !== null) findings.add(found);
  }
  // Keys too many hide nothing from whoever reads the known ones, so that one reading finds everything.
  const isReadable = (isValid.errors ?? []).every(({ keyword }) => keyword === 'additionalProperties');
  return isReadable ? value : null;
}

const NAMES_A_KEY: ReadonlySet<string> = new Set(['additionalProperties', 'required']);

/** One error a value is enough: a list where a text is wanted also fails the text's pattern. */
function tellingErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    const about = [
      error.instancePath,
      error.propertyName,
      NAMES_A_KEY.has(error.keyword) ? JSON.stringify(error.params) : '',
    ];
    const key = JSON.stringify(about);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
