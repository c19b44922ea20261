import type { DiagnosticSink } from '../../diagnostics/diagnostic.js';
import type { Comment } from '../../syntax/lexer/tokenize.js';
import type { Expression, Program } from '../../syntax/ast.js';
import type { Resolution } from '../checked.js';
import type { Type } from '../type.js';

/** What a rule may look at: a program whose names and types are known. */
export interface RuleContext {
  readonly source: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly kind: 'decision' | 'score';
  readonly resolution: Resolution;
  readonly types: ReadonlyMap<Expression, Type>;
  readonly report: DiagnosticSink;
}

/** One piece of advice or one static error; each stands in a file of its own. */
export type Rule = (context: RuleContext) => void;
