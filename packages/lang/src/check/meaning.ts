import { checkCondition } from '../condition/check-condition.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Expression, Name } from '../syntax/ast.js';
import type { ParseResult } from '../syntax/parse.js';
import type { NameMeaning, ProgramKind, Resolution } from './checked.js';
import { inferTypes } from './infer-types.js';
import type { CheckOptions } from './options.js';
import { resolve } from './resolve.js';
import type { Type } from './type.js';

/** What the names of a program stand for and what its expressions are; a program with errors has some of both. */
export interface Meaning {
  readonly resolution: Resolution;
  /** Empty of a condition, which is made of tests alone. */
  readonly types: ReadonlyMap<Expression, Type>;
}

/** The meaning of a decision or score, and what is wrong with it. */
export function programMeaning(
  { source, program }: ParseResult,
  kind: 'decision' | 'score',
  options: CheckOptions,
): { readonly meaning: Meaning; readonly diagnostics: readonly Diagnostic[] } {
  const { resolution, diagnostics: ofNames } = resolve(program, kind, options);
  const { types, diagnostics: ofTypes } = inferTypes(source, program, resolution, options);
  return { meaning: { resolution, types }, diagnostics: [...ofNames, ...ofTypes] };
}

/** A condition has no reads. */
export function conditionMeaning(names: ReadonlyMap<Name, NameMeaning>): Meaning {
  return { resolution: { reads: [], names, slots: new Map() }, types: new Map() };
}

/** What can be told of a text that a check refused before it came to meanings. */
export function partialMeaning(parsed: ParseResult, kind: ProgramKind, options: CheckOptions): Meaning {
  return kind === 'condition'
    ? conditionMeaning(checkCondition(parsed, { analyses: false }).names)
    : programMeaning(parsed, kind, options).meaning;
}
