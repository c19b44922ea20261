import type { Span } from '../source/span.js';
import type { Predicate, Read } from '../syntax/ast.js';
import { visit } from '../syntax/visitor.js';
import type { Analysis } from './analysis.js';

/** What an editor colours apart. */
export type TokenType =
  | 'keyword'
  | 'operator'
  | 'string'
  | 'regex'
  | 'number'
  | 'unit'
  | 'comment'
  | 'version'
  | 'metric'
  | 'statistic'
  | 'label'
  | 'function'
  | 'let'
  | 'field'
  | 'header';

/** A part of the text of which the tree says what it is. */
export interface MeantSpan extends Span {
  readonly type: TokenType;
  readonly isDeclaration?: true;
}

/** What the tree says of names and texts, which tokens alone do not tell; in no order, and apart. */
export function meanings(analysis: Analysis): readonly MeantSpan[] {
  const { program, meaning } = analysis;
  const found: MeantSpan[] = [];
  const say = (type: TokenType, span: Span | null): void => {
    if (span !== null) found.push({ type, start: span.start, end: span.end });
  };
  visit(program, {
    Let: ({ nameSpan }) => found.push({ type: 'let', ...nameSpan, isDeclaration: true }),
    Name: (node) => {
      const means = meaning.resolution.names.get(node)?.kind;
      // A name without a meaning is a metric that lacks its version, or nothing yet.
      say(means === 'let' || means === 'version' ? means : 'metric', node);
    },
    VersionLiteral: (node) => {
      say('version', node);
    },
    VersionReference: (node) => {
      say('version', node);
    },
    Read: (node) => {
      say('metric', node.metricSpan);
      found.push(...readParts(analysis, node));
    },
    LabelMatcher: ({ start, label, operator, valueSpan }) => {
      say('label', { start, end: start + label.length });
      say(operator === '=~' || operator === '!~' ? 'regex' : 'string', valueSpan);
    },
    PromqlRead: ({ querySpan, unitSpan }) => {
      say('string', querySpan);
      say('unit', unitSpan);
    },
    Call: ({ calleeSpan }) => {
      say('function', calleeSpan);
    },
    Predicate: (node) => {
      found.push(...predicateParts(analysis, node));
    },
  });
  return found;
}

/** The statistic is the word after the metric and its dot. */
function readParts({ lexemes }: Analysis, { statistic, metricSpan }: Read): readonly MeantSpan[] {
  if (statistic === null) return [];
  const dot = lexemes.findIndex(({ start, text }) => start >= metricSpan.end && text === '.');
  const word = lexemes[dot + 1];
  return dot === -1 || word === undefined ? [] : [{ type: 'statistic', start: word.start, end: word.end }];
}

/** A field's word, then its name; and what it is compared with. */
function predicateParts({ lexemes }: Analysis, { fieldSpan, test }: Predicate): readonly MeantSpan[] {
  const inField = lexemes.filter(({ start, end }) => start >= fieldSpan.start && end <= fieldSpan.end);
  const field = inField.map(({ start, end, kind }): MeantSpan => {
    const isName = kind === 'string' || kind === 'field-name';
    return { start, end, type: isName ? 'header' : 'field' };
  });
  const texts = test.test === 'present' ? [] : test.test === 'in' ? test.texts : [test.text];
  return [
    ...field,
    ...texts.map(({ start, end }): MeantSpan => ({
      start,
      end,
      type: test.test === 'regex' ? 'regex' : 'string',
    })),
  ];
}
