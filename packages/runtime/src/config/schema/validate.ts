import type * as Type from 'typebox';
import type { Findings } from '../finding.js';
import { plainValue } from '../yaml/tree.js';
import type { Tree } from '../yaml/tree.js';
import { shapeErrors } from './shape-errors.js';
import type { ShapeError } from './shape-errors.js';
import { shapeFinding } from './shape-words.js';

/** The tree as the data that the schema describes; every way in which it is not is a finding. Null where it is unreadable. */
export function validate<Schema extends Type.TSchema>(
  schema: Schema,
  tree: Tree,
  findings: Findings,
): Type.Static<Schema> | null {
  const value = plainValue(tree);
  const errors = shapeErrors(schema, value);
  for (const error of tellingErrors(errors)) {
    const found = shapeFinding(error, tree);
    if (found !== null) findings.add(found);
  }
  // Keys too many hide nothing from whoever reads the known ones, so that one reading finds everything.
  const isReadable = errors.every(({ keyword }) => keyword === 'additionalProperties');
  return isReadable ? (value as Type.Static<Schema>) : null; // what has just been shown
}

const NAMES_A_KEY: ReadonlySet<string> = new Set(['additionalProperties', 'required']);

/** One error a value is enough: a text that is empty also fails its pattern. */
function tellingErrors(errors: readonly ShapeError[]): readonly ShapeError[] {
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
