import type { CstNode, IRecognitionException, IToken } from 'chevrotain';
import { TooManyErrors } from './error-messages.js';
import * as t from './lexer/tokens.js';
import { LamiaParser } from './parser.js';

/** Where a text does not fit the grammar. */
export interface Misfit {
  /** In the words of messages. */
  readonly expected: string;
  /** The end of the text has a token of its own, without a place. */
  readonly found: IToken;
  readonly previous: IToken | undefined;
}

/** What a parse of one token list gave. */
export interface ConcreteSyntax {
  /** One tree of the rule `program`, and one more after each place where the parser had given up. */
  readonly trees: readonly CstNode[];
  /** In source order. */
  readonly misfits: readonly Misfit[];
  /** False where the text has so many errors that parsing ended before its end. */
  readonly isWhole: boolean;
}

let shared: LamiaParser | undefined;

/**
 * Parses tokens into concrete trees. Within a statement the parser recovers by itself; where it gives up, at text that cannot
 * follow the program, parsing goes on with the next statement, so that a mistake hides none of those after it.
 */
export function parseTokens(tokens: IToken[]): ConcreteSyntax {
  // The parser is built once, on first use.
  shared ??= new LamiaParser();
  shared.messages.restart();
  const trees: CstNode[] = [];
  const misfits: Misfit[] = [];
  for (let rest: IToken[] | null = tokens; rest !== null;) {
    shared.input = rest;
    try {
      trees.push(shared.program());
    } catch (error) {
      if (!(error instanceof TooManyErrors)) throw error;
      return { trees, misfits: [...misfits, ...shared.errors.map(misfit)], isWhole: false };
    }
    const { errors } = shared;
    const stop = errors.find(({ name }) => name === 'NotAllInputParsedException');
    misfits.push(...errors.filter((error) => error !== stop).map(misfit));
    if (stop === undefined) break;
    const place = rest.indexOf(stop.token);
    // After an error that could not be mended it would only confuse that the rest does not follow.
    if (misfits.length === 0) misfits.push({ ...misfit(stop), previous: rest[place - 1] });
    rest = fromNextStatement(rest, place);
  }
  return { trees, misfits, isWhole: true };
}

/** Chevrotain's types leave out the previous token, which all but the last kind of exceptions carry. */
function misfit(error: IRecognitionException & { readonly previousToken?: IToken }): Misfit {
  const { message: expected, token: found, previousToken: previous } = error;
  // Before the first token stands one without a place.
  const isPlaced = previous !== undefined && Number.isFinite(previous.startOffset);
  return { expected, found, previous: isPlaced ? previous : undefined };
}

/** The tokens from the first statement after a place that is in no block; null where there is none. */
function fromNextStatement(tokens: readonly IToken[], place: number): IToken[] | null {
  let open = 0;
  for (let index = place; index < tokens.length; index += 1) {
    const type = tokens[index]?.tokenType;
    if (type === t.LeftBrace) open += 1;
    else if (type === t.RightBrace) open = Math.max(0, open - 1);
    else if (open === 0 && beginsStatement(tokens, index)) return tokens.slice(index);
  }
  return null;
}

function beginsStatement(tokens: readonly IToken[], index: number): boolean {
  const type = tokens[index]?.tokenType;
  if (type === t.Result) return tokens[index + 1]?.tokenType === t.Assign;
  return type === t.Let || (type === t.If && tokens[index - 1]?.tokenType !== t.Else);
}
