import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ReadKey, ReadVersion } from '../evaluate/read.js';
import type { Expression, Let, Name, Program, PromqlRead, Read } from '../syntax/ast.js';
import type { Type } from './type.js';

/** What a caller may ask for; conditions have a compiler of their own. */
export type ProgramKind = 'decision' | 'score' | 'condition';

/** What a bare name turned out to be. */
export type NameMeaning =
  | { readonly kind: 'let'; readonly declaration: Let }
  | { readonly kind: 'version'; readonly version: ReadVersion }
  | { readonly kind: 'read'; readonly slot: number };

/** The meaning of every name and read of a program, and the program's distinct inputs. */
export interface Resolution {
  /** The distinct reads; a slot is an index into this list. */
  readonly reads: readonly ReadKey[];
  readonly names: ReadonlyMap<Name, NameMeaning>;
  readonly slots: ReadonlyMap<Read | PromqlRead, number>;
}

/** A program without errors, ready to be evaluated: the only thing that evaluators accept. */
export interface CheckedProgram extends Resolution {
  readonly kind: 'decision' | 'score';
  readonly source: string;
  readonly program: Program;
  readonly types: ReadonlyMap<Expression, Type>;
  /** Warnings and information only. */
  readonly diagnostics: readonly Diagnostic[];
}
