/** Writes the grammar as EBNF (ISO 14977) from the parser itself, with the tokens as an appendix. */
import {
  Alternation,
  Alternative,
  NonTerminal,
  Option,
  Repetition,
  RepetitionMandatory,
  RepetitionMandatoryWithSeparator,
  RepetitionWithSeparator,
  Terminal,
} from 'chevrotain';
import { lexicalName, membersOf, pattern, spacedName, tokenTexts } from './token-texts.mjs';

/**
 * @typedef {import('chevrotain').TokenType} TokenType
 * @typedef {import('chevrotain').IProduction} Production
 * @typedef {import('chevrotain').Rule} Rule
 *
 * A text of the grammar; a choice needs parentheses inside of a sequence.
 * @typedef {{ readonly text: string, readonly isChoice: boolean }} Piece
 */

/** What the parser accepts and reports afterwards, and what decides where one token could begin two things. */
const NOTES = new Map([
  ['program', '`result` before `=` begins a statement, else it is the final expression'],
  ['comparison', 'a second operator is a comparison-chain'],
  ['fallback', 'a sum or product beside `??` without parentheses is a mixed-fallback'],
  [
    'primary',
    'a field word begins a predicate where a match follows, a name before `(` a call; else both are named reads',
  ],
  ['metricRead', 'the number is a port, in the older form `metric service port subset metric`'],
  ['promqlRead', 'anything in the read suffix is a bad-read'],
  ['readSuffix', '`over` and `offset` belong to the read only before a number, which is a duration'],
  ['StringText', 'without its closing quote it is an unterminated-string'],
  ['BlockComment', 'without its end it is an unterminated-comment'],
]);

/** The tokens that exist only in a context, which no pattern can say. */
const IN_CONTEXT = new Map([
  ['UnquotedText', 'text without quotes, right after a match operator that follows a field (SPEC.md, 5)'],
  ['FieldName', 'a letter or _, then letters, digits, _ . - on the line of the word before it (SPEC.md, 5)'],
  ['RawAclText', '< where an operand is expected, and everything up to the next > (SPEC.md, 5)'],
]);

const WIDTH = 100;

class Writer {
  /** @param {readonly TokenType[]} vocabulary */
  constructor(vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** @param {Rule} rule */
  rule({ name, definition }) {
    return `${noteOn(name)}${spacedName(name)} = ${wrap(this.sequence(definition).text)} ;`;
  }

  /**
   * A token that has to be explained, as a rule of its own.
   * @param {TokenType} token
   */
  lexical(token) {
    const own = IN_CONTEXT.get(token.name) ?? pattern(token);
    const choices = [...(own === null ? [] : [`? ${own} ?`]), ...membersOf(token, this.vocabulary)];
    return `${noteOn(token.name)}${lexicalName(token) ?? token.name} = ${wrap(choices.join(' | '))} ;`;
  }

  /**
   * @param {readonly Production[]} parts
   * @returns {Piece}
   */
  sequence(parts) {
    const pieces = parts.map((part) => this.piece(part));
    const [only] = pieces;
    if (only !== undefined && pieces.length === 1) return only;
    const texts = pieces.map(({ text, isChoice }) => (isChoice ? `( ${text} )` : text));
    return { text: texts.join(' , '), isChoice: false };
  }

  /**
   * @param {Production} part
   * @returns {Piece}
   */
  piece(part) {
    if (part instanceof NonTerminal) return { text: spacedName(part.nonTerminalName), isChoice: false };
    if (part instanceof Terminal) return this.terminal(part.terminalType);
    if (part instanceof Alternation) {
      return { text: part.definition.map((one) => this.piece(one).text).join(' | '), isChoice: true };
    }
    if (part instanceof Alternative) return this.sequence(part.definition);
    if (part instanceof Option)
      return { text: `[ ${this.sequence(part.definition).text} ]`, isChoice: false };
    if (part instanceof Repetition) {
      return { text: `{ ${this.sequence(part.definition).text} }`, isChoice: false };
    }
    if (part instanceof RepetitionMandatory) {
      const { text } = this.sequence(part.definition);
      return { text: `${text} , { ${text} }`, isChoice: false };
    }
    if (part instanceof RepetitionMandatoryWithSeparator || part instanceof RepetitionWithSeparator) {
      const { text } = this.sequence(part.definition);
      const list = `${text} , { ${this.terminal(part.separator).text} , ${text} }`;
      const isOptional = part instanceof RepetitionWithSeparator;
      return { text: isOptional ? `[ ${list} ]` : list, isChoice: false };
    }
    throw new Error(`the grammar has a part of an unknown kind: ${part.constructor.name}`);
  }

  /**
   * @param {TokenType} token
   * @returns {Piece}
   */
  terminal(token) {
    const texts = tokenTexts(token, this.vocabulary);
    return { text: texts.join(' | '), isChoice: texts.length > 1 };
  }
}

/**
 * @param {string} name of a rule or token
 */
function noteOn(name) {
  const note = NOTES.get(name);
  return note === undefined ? '' : `(* ${note} *)\n`;
}

/**
 * Breaks a long rule before its commas and bars.
 * @param {string} text
 */
function wrap(text) {
  /** @type {string[]} */
  const lines = [];
  let line = '';
  for (const piece of text.split(/(?= [,|] )/)) {
    if (line !== '' && line.length + piece.length > WIDTH) {
      lines.push(line);
      line = piece.trimStart();
    } else {
      line += piece;
    }
  }
  return [...lines, line].join('\n    ');
}

/**
 * The whole file.
 * @param {Readonly<Record<string, Rule>>} rules
 * @param {readonly TokenType[]} vocabulary
 */
export function ebnf(rules, vocabulary) {
  const known = new Set([...Object.keys(rules), ...vocabulary.map(({ name }) => name)]);
  const unknown = [...NOTES.keys(), ...IN_CONTEXT.keys()].filter((name) => !known.has(name));
  if (unknown.length > 0) throw new Error(`neither rule nor token is called ${unknown.join(', ')}`);
  const writer = new Writer(vocabulary);
  return `${[
    '(* The grammar of Lamia, generated from the parser by `npm run docs`. SPEC.md says what it means. *)',
    ...Object.values(rules).map((rule) => writer.rule(rule)),
    [
      '(* Tokens. Between `?` stand regular expressions and words. White space and comments may stand between',
      '   tokens and part them. `and`, `or`, `not` and the words of conditions ignore case. Where two tokens fit,',
      '   the longer wins; a word of the language is a NAME only where it is listed as one. *)',
    ].join('\n'),
    ...vocabulary.filter((token) => lexicalName(token) !== null).map((token) => writer.lexical(token)),
  ].join('\n\n')}\n`;
}
