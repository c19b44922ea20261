/** The regular expressions that the TextMate grammar is put together from, in Oniguruma's dialect. */
import { pattern } from './token-texts.mjs';

/** @typedef {import('chevrotain').TokenType} TokenType */

/** @param {readonly TokenType[]} vocabulary */
export function lookups(vocabulary) {
  /** @param {string} name */
  const token = (name) => {
    const found = vocabulary.find((type) => type.name === name);
    const source = found === undefined ? null : pattern(found);
    if (source === null) throw new Error(`the vocabulary has no pattern for ${name}`);
    return source;
  };
  /** The words of a category, whose signs are left out. @param {string} name */
  const words = (name) =>
    vocabulary
      .filter(({ CATEGORIES }) => CATEGORIES?.some((category) => category.name === name) === true)
      .map(pattern)
      .filter((source) => source !== null && /^[a-z]+$/.test(source));
  const end = '(?![A-Za-z0-9_])';
  const reserved = words('LabelWord').filter((word) => !['and', 'or', 'not'].includes(String(word)));
  const name = token('Name');
  const plainName = `(?!(?:${reserved.join('|')})${end}|(?i:and|or|not)${end})${name}`;
  // White space and closed block comments, on one line.
  const gap = String.raw`(?:\s|/\*(?:[^*]|\*(?!/))*\*/)*`;
  const matchWord = `(?i:${words('MatchOperator').join('|')})${end}`;
  const matchOperator = String.raw`${matchWord}|==|=(?![=~>])|!=|!(?![=~])|~`;
  const textEnd = String.raw`(?:[\s(),;"'&|<>{}]|$)`;
  const test = `(?i:in|${words('PresentTest').join('|')})`;
  return {
    end,
    gap,
    name,
    plainName,
    matchOperator,
    matchWord,
    textEnd,
    test,
    matchAhead: `${matchOperator}|(?i:not)${end}|${test}${end}`,
    named: `(?i:${words('NamedField').join('|')})`,
    simple: `(?i:${words('SimpleField').join('|')})`,
    presenceWord: `(?i:${words('PresenceWord').join('|')})`,
    userAgent: `(?i:${token('UserAgent')})`,
    string: String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.|'')*'`,
    number: token('NumberText'),
    badNumber: token('BadNumber'),
    rawAcl: String.raw`<\s*[^<>\s][^<>]*>`,
    fieldName: String.raw`(?!(?i:and|or|not)(?![A-Za-z0-9_.-]))(?!(?:over|offset)${end}(?:${gap}\d|\s*$))[A-Za-z_][A-Za-z0-9_.-]*`,
    unquoted: String.raw`(?!(?i:${words('MatchOperator').join('|')}|in|${words('PresentTest').join('|')}|ignoring|and|or|not)(?=${textEnd}))[^\s(),;"'&|<>{}=~!][^\s(),;"'&|<>{}]*`,
  };
}
