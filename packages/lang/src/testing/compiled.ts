import type { CheckedProgram } from '../check/checked.js';
import {
  compile,
  type CompiledDecision,
  type CompiledScore,
  type CompileOptions,
} from '../evaluate/compile.js';

/** Compiles a program that must be a decision. */
export function compiledDecision(program: CheckedProgram, options?: CompileOptions): CompiledDecision {
  const compiled = compile(program, options);
  if (compiled.kind !== 'decision') throw new TypeError('this program is a score');
  return compiled;
}

/** Compiles a program that must be a score. */
export function compiledScore(program: CheckedProgram, options?: CompileOptions): CompiledScore {
  const compiled = compile(program, options);
  if (compiled.kind !== 'score') throw new TypeError('this program is a decision');
  return compiled;
}
