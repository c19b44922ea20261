import type { IParserErrorMessageProvider, TokenType } from 'chevrotain';
import { LIMITS } from './limits.js';

const label = (type: TokenType | undefined): string => type?.LABEL ?? 'something else';

/** Where one token is expected, people are told what it is for, or what else could have stood there. */
const IN_RULE: Readonly<Record<string, string>> = {
  'assignStatement Semicolon': '`;` to end the assignment',
  'letStatement Semicolon': '`;` to end the `let`',
  'selector RightBrace': '`,` or `}` to end the selector',
  'block RightBrace': '`result = …;`, `let`, `if` or `}`',
};

/** `a`, `a or b`, `a, b or c`; longer lists are of no help. */
function oneOf(labels: readonly string[]): string {
  const distinct = [...new Set(labels)];
  if (distinct.length > 4) return 'something else';
  if (distinct.length < 2) return distinct[0] ?? 'something else';
  return `${distinct.slice(0, -1).join(', ')} or ${distinct.at(-1) ?? ''}`;
}

/** Ends the parse of a text with errors everywhere: to recover from one takes longer than to parse a thousand tokens. */
export class TooManyErrors extends Error {}

/**
 * Says only what was expected; `parse` adds what was found, in the words of the language instead of the parser's. Chevrotain
 * asks for one message an error, so that they are counted here.
 */
export class ErrorMessages implements IParserErrorMessageProvider {
  private left: number = LIMITS.errors;

  /** To be called before each text. */
  restart(): void {
    this.left = LIMITS.errors;
  }

  readonly buildMismatchTokenMessage: IParserErrorMessageProvider['buildMismatchTokenMessage'] = ({
    expected,
    ruleName,
  }) => this.counted(IN_RULE[`${ruleName} ${expected.name}`] ?? label(expected));

  readonly buildNotAllInputParsedMessage: IParserErrorMessageProvider['buildNotAllInputParsedMessage'] = () =>
    this.counted('the end of the program');

  readonly buildNoViableAltMessage: IParserErrorMessageProvider['buildNoViableAltMessage'] = ({
    expectedPathsPerAlt,
    customUserDescription,
    ruleName,
  }) => {
    if (customUserDescription !== undefined) return this.counted(customUserDescription);
    return this.counted(
      ruleName === 'statement'
        ? '`result = …;`, `let`, `if` or `}`'
        : oneOf(expectedPathsPerAlt.flatMap((paths) => paths.map((path) => label(path[0])))),
    );
  };

  readonly buildEarlyExitMessage: IParserErrorMessageProvider['buildEarlyExitMessage'] = ({
    expectedIterationPaths,
    customUserDescription,
  }) => this.counted(customUserDescription ?? oneOf(expectedIterationPaths.map((path) => label(path[0]))));

  private counted(message: string): string {
    if (this.left === 0) throw new TooManyErrors();
    this.left -= 1;
    return message;
  }
}
