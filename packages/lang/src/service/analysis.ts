import { inspect, type CheckResult } from '../check/check.js';
import type { ProgramKind } from '../check/checked.js';
import { inferKind } from '../check/kind.js';
import { partialMeaning, type Meaning } from '../check/meaning.js';
import { lexeme, type Lexeme } from '../syntax/lexer/lexeme.js';
import type { Comment } from '../syntax/lexer/tokenize.js';
import type { Program } from '../syntax/ast.js';
import { parseTokenized, tokenizeBounded, type ParseResult } from '../syntax/parse.js';
import type { ServiceContext } from './context.js';

/** All that is known of one text in one place; every answer to an editor is read from it. */
export interface Analysis extends Pick<CheckResult, 'diagnostics' | 'checked' | 'condition'> {
  readonly text: string;
  readonly context: ServiceContext;
  /** What was asked for, or what the text looks like. */
  readonly kind: ProgramKind;
  /** What the text says, whatever it means. */
  readonly parsed: ParseResult;
  /** Always a usable tree; parts that could not be read are left out of it. */
  readonly program: Program;
  /** Also of a text with errors, as far as it can be read. */
  readonly meaning: Meaning;
  /** In source order, without comments; none where the text is too long. */
  readonly lexemes: readonly Lexeme[];
  readonly comments: readonly Comment[];
}

/** Reads and checks a text once. Total: there is an analysis of every text, however broken or long. */
export function analyse(text: string, context: ServiceContext = {}): Analysis {
  const tokenized = tokenizeBounded(text);
  const parsed = parseTokenized(text, tokenized);
  const { program, comments } = parsed;
  const { diagnostics, checked, condition, meaning, ...found } = inspect(parsed, context);
  const kind = found.kind ?? inferKind(program, context.versions ?? []);
  const lexemes = 'tooLong' in tokenized ? [] : tokenized.tokens.map(lexeme);
  return {
    ...{ text, context, kind, parsed, program, lexemes, comments, diagnostics, checked, condition },
    meaning: meaning ?? partialMeaning(parsed, kind, context),
  };
}
