/** How the published grammar writes the parser's tokens, in its text and in its diagrams alike. */
import { Lexer } from 'chevrotain';

/** @typedef {import('chevrotain').TokenType} TokenType */

/** The names of tokens that no single spelling or short list tells, as in SPEC.md. */
const NAMES = new Map([
  ['Name', 'NAME'],
  ['LabelWord', 'LABEL'],
  ['NumberText', 'NUMBER'],
  ['StringText', 'STRING'],
  ['UnquotedText', 'WORD'],
  ['FieldName', 'HEADERNAME'],
  ['RawAclText', 'RAW'],
  ['UserAgent', 'USERAGENT'],
]);

/** Text that the parser takes only to say what was meant. */
const MISTAKES = new Set(['BadNumber', 'ForeignComparison']);

/**
 * `letStatement` as `let statement`, as ISO 14977 writes meta-identifiers.
 * @param {string} name of a rule or token
 */
export const spacedName = (name) => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();

/**
 * The regular expression of a token that has one.
 * @param {TokenType} token
 */
export function pattern({ PATTERN }) {
  return PATTERN instanceof RegExp && PATTERN !== Lexer.NA ? PATTERN.source : null;
}

/**
 * The name of a token that has a rule of its own among the tokens.
 * @param {TokenType} token
 */
export const lexicalName = ({ name }) =>
  NAMES.get(name) ?? (name.endsWith('Comment') ? spacedName(name) : null);

/**
 * What may be written for a token: its name, its one spelling, or those of everything in its category.
 * @param {TokenType} token
 * @param {readonly TokenType[]} vocabulary
 * @returns {readonly string[]}
 */
export function tokenTexts(token, vocabulary) {
  const text = lexicalName(token) ?? spelling(token);
  return text === null ? membersOf(token, vocabulary) : [text];
}

/**
 * What may be written for a category of tokens.
 * @param {TokenType} category
 * @param {readonly TokenType[]} vocabulary
 * @returns {readonly string[]}
 */
export function membersOf(category, vocabulary) {
  return vocabulary
    .filter(({ name, CATEGORIES }) => !MISTAKES.has(name) && CATEGORIES?.includes(category) === true)
    .map((token) => lexicalName(token) ?? spelling(token) ?? token.name);
}

/**
 * The spelling of a token that has one only.
 * @param {TokenType} token
 * @returns {string | null}
 */
function spelling(token) {
  if (typeof token.PATTERN === 'string') return `"${token.PATTERN}"`;
  const source = pattern(token);
  return source !== null && /^[a-z]+$/.test(source) ? `"${source}"` : null;
}
