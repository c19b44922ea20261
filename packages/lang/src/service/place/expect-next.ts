import type { Lexeme } from '../../syntax/lexer/lexeme.js';
import {
  MATCH_OPERATORS,
  NAMED_FIELDS,
  PRESENCE_WORDS,
  PRESENT_TESTS,
  SIMPLE_FIELDS,
} from '../../syntax/lexer/words.js';
import { nameOf } from '../../syntax/string-literal.js';
import type { Ended, Expectation, FieldAt, ReadEnded, Wanted } from './expectation.js';
import { Nesting } from './nesting.js';

/** What may stand after some tokens, and what is open and in reach there. */
export interface Expected {
  readonly expectation: Expectation;
  readonly nesting: Nesting;
}

/**
 * Reads the tokens before a place. Every token leads on from every expectation, so that there is an answer after any mistake;
 * the words that begin statements, and brackets, bring it back on the way.
 * @param allowsTests whether the words of fields begin tests where nothing yet says so
 */
export function expectNext(before: readonly Lexeme[], allowsTests: boolean): Expected {
  const reader = new Reader(allowsTests);
  before.forEach((lexeme, index) => {
    reader.read(lexeme, before[index + 1] ?? null);
  });
  return reader;
}

const OTHER: Ended = { of: 'other' };
const ORDER_AND_ARITHMETIC = new Set(['<', '<=', '>', '>=', '+', '-', '*', '/']);
/** The one field that is never a name. */
const USER_AGENT = /^user[-.]?agent$/;
/** Or ends the block. */
const BEGINS_STATEMENT: ReadonlySet<string> = new Set(['let', 'if', 'result', '}']);
const BEFORE_OPERANDS: ReadonlySet<Expectation['at']> = new Set(['statement', 'operand']);
const WORDS: ReadonlySet<Lexeme['kind']> = new Set(['name', 'soft', 'reserved']);

class Reader implements Expected {
  expectation: Expectation = { at: 'statement', isElsePossible: false };
  readonly nesting = new Nesting();

  constructor(private readonly allowsTests: boolean) {}

  read(lexeme: Lexeme, next: Lexeme | null): void {
    this.expectation = this.inName(lexeme) ?? this.inTest(lexeme) ?? this.anywhere(lexeme, next);
  }

  /** Where names stand even reserved words may be names. */
  private inName({ kind, text, start }: Lexeme): Expectation | null {
    const { expectation } = this;
    const isWord = WORDS.has(kind);
    const isLabel = kind === 'string' || kind === 'name' || kind === 'soft';
    switch (expectation.at) {
      case 'let-name':
        if (kind !== 'name' && kind !== 'soft') return null;
        this.nesting.declare({ name: text, start });
        return { at: 'let-equals' };
      case 'version':
        return isLabel ? { at: 'metric' } : null;
      case 'subset':
        return isLabel ? { at: 'metric' } : null;
      case 'metric':
        if (kind === 'number') return { at: 'subset' };
        return isLabel ? read(nameOf(text), true, 'metric') : null;
      case 'statistic':
        return isWord ? read(expectation.metric, expectation.isNamed, 'statistic') : null;
      case 'label':
        return isWord ? { at: 'label-operator', label: text } : null;
      case 'unit':
        return isLabel ? ended() : null;
      case 'promql-text':
        return kind === 'string' ? { at: 'operator', ended: { of: 'promql' } } : null;
      default:
        return null;
    }
  }

  private inTest({ kind, text }: Lexeme): Expectation | null {
    const { expectation } = this;
    const word = text.toLowerCase();
    const isText = kind === 'string' || kind === 'text';
    switch (expectation.at) {
      case 'presence':
        return NAMED_FIELDS.has(word) ? { at: 'field-name', word, isTested: true } : null;
      case 'field-name':
        if (text === ':') return expectation;
        if (kind !== 'string' && kind !== 'field-name') return null;
        if (expectation.isTested) return tested(false);
        return { at: 'test', field: { word: expectation.word, name: nameOf(text) } };
      case 'test':
      case 'negated':
        return this.test(expectation.field, word, isText && expectation.at === 'negated');
      case 'text':
        return isText ? tested(true) : null;
      case 'list-open':
        if (text !== '(') return null;
        this.nesting.open({ kind: 'list', field: expectation.field });
        return { at: 'item', field: expectation.field };
      case 'item':
        return isText || kind === 'name' || kind === 'soft' || kind === 'number'
          ? { at: 'item-end', field: expectation.field }
          : null;
      case 'item-end':
        return text === ',' ? { at: 'item', field: expectation.field } : null;
      case 'case':
        return word === 'case' ? tested(false) : null;
      default:
        return null;
    }
  }

  private test(field: FieldAt, word: string, isText: boolean): Expectation | null {
    if (isText) return tested(true);
    if (word === 'not') return { at: 'negated', field };
    if (word === 'in') return { at: 'list-open', field };
    if (PRESENT_TESTS.has(word)) return tested(false);
    return MATCH_OPERATORS.has(word) || word === '!=' || word === '!' ? { at: 'text', field } : null;
  }

  private anywhere(lexeme: Lexeme, next: Lexeme | null): Expectation {
    switch (lexeme.kind) {
      case 'punctuation':
        return this.punctuation(lexeme, next);
      case 'operator':
        return this.operator(lexeme);
      case 'reserved':
        return this.reserved(lexeme);
      case 'name':
      case 'soft':
        return this.word(lexeme, next);
      case 'string':
        return this.expectation.at === 'label-value' ? { at: 'label-end' } : ended();
      case 'number':
        return this.expectation.at === 'duration' ? { at: 'operator', ended: { of: 'windowed' } } : ended();
      case 'field-name':
      case 'text':
        return tested(lexeme.kind === 'text');
      case 'raw':
        return ended();
    }
  }

  private reserved({ text }: Lexeme): Expectation {
    switch (text.toLowerCase()) {
      case 'let':
        this.nesting.endStatement();
        return { at: 'let-name' };
      case 'if':
        this.nesting.endStatement();
        return { at: 'if-open' };
      case 'else':
        this.nesting.endStatement();
        return { at: 'else' };
      case 'metric':
        return { at: 'version' };
      case 'promql':
        return { at: 'promql-text' };
      case 'and':
      case 'or':
      case 'not':
        return operand('any');
      case 'result':
        return this.expectation.at === 'statement' ? { at: 'result-equals' } : ended();
      default:
        return ended();
    }
  }

  private operator({ text }: Lexeme): Expectation {
    if (this.expectation.at === 'label-operator') return { at: 'label-value', label: this.expectation.label };
    if (text === '<' && BEFORE_OPERANDS.has(this.expectation.at)) return { at: 'raw' };
    if (text === '=') return operand(this.expectation.at === 'result-equals' ? 'version' : 'any');
    if (text === '??') return operand('measured', false);
    if (ORDER_AND_ARITHMETIC.has(text)) return operand('number', false);
    return operand('any', text !== '==' && text !== '!=');
  }

  private word({ text }: Lexeme, next: Lexeme | null): Expectation {
    const { expectation } = this;
    const word = text.toLowerCase();
    if (expectation.at === 'operator') {
      const { ended: before } = expectation;
      if (before.of === 'test' && word === 'ignoring') return { at: 'case' };
      if (before.of === 'promql' && text === 'as') return { at: 'unit' };
      const isRead = before.of === 'read' || before.of === 'windowed';
      if (isRead && (text === 'over' || text === 'offset')) return { at: 'duration' };
    }
    if (SIMPLE_FIELDS.has(word) && this.beginsTest(word, next))
      return { at: 'test', field: { word, name: null } };
    if (NAMED_FIELDS.has(word) && this.beginsName(next)) return { at: 'field-name', word, isTested: false };
    if (
      PRESENCE_WORDS.has(word) &&
      (next === null ? this.allowsTests : NAMED_FIELDS.has(next.text.toLowerCase()))
    )
      return { at: 'presence' };
    return read(text, false, 'metric');
  }

  private beginsTest(field: string, next: Lexeme | null): boolean {
    if (USER_AGENT.test(field)) return true;
    if (next === null) return this.allowsTests;
    const word = next.text.toLowerCase();
    // `path == 5` is a test; `path = 5` too, but for `let path = 5`, which was read as a name.
    return MATCH_OPERATORS.has(word) || PRESENT_TESTS.has(word) || ['in', 'not', '!=', '!'].includes(word);
  }

  private beginsName(next: Lexeme | null): boolean {
    if (next === null) return this.allowsTests;
    return next.kind === 'string' || next.kind === 'field-name' || next.text === ':';
  }

  private punctuation({ text, start }: Lexeme, next: Lexeme | null): Expectation {
    const { expectation, nesting } = this;
    const before =
      expectation.at === 'operator' && expectation.ended.of === 'read' ? expectation.ended : null;
    switch (text) {
      case '.':
        return { at: 'statistic', metric: before?.metric ?? '', isNamed: before?.isNamed ?? false };
      case ',':
        return expectation.at === 'label-end' ? { at: 'label' } : this.comma();
      case ';':
        nesting.endStatement();
        return { at: 'statement', isElsePossible: false };
      case '(':
        if (expectation.at === 'if-open') nesting.open({ kind: 'if' });
        else if (before?.after === 'metric' && !before.isNamed)
          nesting.open({ kind: 'call', callee: before.metric, open: start, argument: 0 });
        else nesting.open({ kind: 'group' });
        return operand(this.wantedInside());
      case ')':
        return this.closed();
      case '{':
        if (before !== null && before.after !== 'selector' && !beginsBlock(next)) {
          nesting.open({ kind: 'selector', metric: before.metric });
          return { at: 'label' };
        }
        nesting.openBlock(expectation.at === 'else');
        return { at: 'statement', isElsePossible: false };
      case '}':
        return this.closedBrace();
      default:
        return expectation;
    }
  }

  /** Every function but `known` takes numbers alone. */
  private wantedInside(): Wanted {
    const { innermost } = this.nesting;
    if (innermost?.kind !== 'call') return 'any';
    return innermost.callee === 'known' ? 'measured' : 'number';
  }

  private comma(): Expectation {
    this.nesting.nextArgument();
    const { innermost } = this.nesting;
    return innermost?.kind === 'list' ? { at: 'item', field: innermost.field } : operand(this.wantedInside());
  }

  private closed(): Expectation {
    const frame = this.nesting.closeParenthesis();
    if (frame?.kind === 'if') return { at: 'block-open' };
    return frame?.kind === 'list' ? tested(true) : ended();
  }

  private closedBrace(): Expectation {
    const frame = this.nesting.closeBrace();
    if (frame?.kind === 'selector') return read('', true, 'selector');
    return { at: 'statement', isElsePossible: frame?.kind === 'block' };
  }
}

function operand(wanted: Wanted, takesNot = true): Expectation {
  return { at: 'operand', wanted, takesNot };
}

function ended(): Expectation {
  return { at: 'operator', ended: OTHER };
}

function tested(hasText: boolean): Expectation {
  return { at: 'operator', ended: { of: 'test', hasText } };
}

function read(metric: string, isNamed: boolean, after: ReadEnded['after']): Expectation {
  return { at: 'operator', ended: { of: 'read', metric, isNamed, after } };
}

/** A `{` after a name opens a selector unless a statement follows it: then a `)` is missing before it. */
function beginsBlock(next: Lexeme | null): boolean {
  return next !== null && BEGINS_STATEMENT.has(next.text);
}
