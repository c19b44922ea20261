import { describe, expect, test } from '@jest/globals';
import type { IToken, TokenType } from 'chevrotain';
import { ErrorMessages, TooManyErrors } from './error-messages.js';
import { LIMITS } from './limits.js';
import * as t from './lexer/tokens.js';
import { tokenize } from './lexer/tokenize.js';

const [token] = tokenize('a').tokens as [IToken]; // a text of one name
const place = { actual: [token], previous: token };

function afterAlternatives(...types: TokenType[]): string {
  return new ErrorMessages().buildNoViableAltMessage({
    ...place,
    expectedPathsPerAlt: types.map((type) => [[type]]),
    ruleName: 'any',
    // Chevrotain leaves it out where the grammar gives none, its types do not.
    customUserDescription: undefined as unknown as string,
  });
}

describe('what was expected', () => {
  test('is the only token that fits', () => {
    const mismatch = { ...place, actual: token, expected: t.RightParenthesis, ruleName: 'call' };
    expect(new ErrorMessages().buildMismatchTokenMessage(mismatch)).toBe('`)`');
  });

  test('is told in the words of the statement it ends', () => {
    const mismatch = { ...place, actual: token, expected: t.Semicolon, ruleName: 'letStatement' };
    expect(new ErrorMessages().buildMismatchTokenMessage(mismatch)).toBe('`;` to end the `let`');
  });

  test('is a short list of those that fit', () => {
    expect(afterAlternatives(t.StringText)).toBe('a string');
    expect(afterAlternatives(t.StringText, t.Name)).toBe('a string or a name');
    expect(afterAlternatives(t.StringText, t.Name, t.StringText, t.NumberText)).toBe(
      'a string, a name or a number',
    );
  });

  test('is left open where a list would be long', () => {
    expect(afterAlternatives(t.If, t.Let, t.Result, t.Nil, t.True)).toBe('something else');
  });
});

test('the number of errors in one text is limited', () => {
  const messages = new ErrorMessages();
  const more = (): string =>
    messages.buildNotAllInputParsedMessage({ firstRedundant: token, ruleName: 'program' });
  for (let count = 0; count < LIMITS.errors; count += 1) expect(more()).toBe('the end of the program');
  expect(more).toThrow(TooManyErrors);
  messages.restart();
  expect(more()).toBe('the end of the program');
});
