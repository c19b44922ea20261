import { describe, expect, test } from '@jest/globals';
import { ErrorMessages } from './error-messages.js';
import { tokenize } from './lexer/tokenize.js';
import { LamiaParser } from './parser.js';

/** The names of the rules below `program` through which a text was read, outermost first, where each has one child. */
function readAs(source: string): readonly string[] {
  const parser = new LamiaParser();
  parser.input = tokenize(source).tokens;
  let node = parser.program();
  expect(parser.errors).toEqual([]);
  const names: string[] = [];
  for (;;) {
    const below = Object.values(node.children)
      .flat()
      .filter((element) => 'children' in element);
    const [only] = below;
    if (only === undefined || below.length > 1) return names;
    names.push(only.name);
    node = only;
  }
}

test('the grammar passes the parser builder’s validations: no ambiguity, left recursion or empty alternative', () => {
  expect(() => new LamiaParser(new ErrorMessages(), { validate: true })).not.toThrow();
});

test('the validations would find an ambiguity', () => {
  class Ambiguous extends LamiaParser {
    readonly twice = this.RULE('twice', () => {
      this.OR([{ ALT: () => this.SUBRULE(this.expression) }, { ALT: () => this.SUBRULE1(this.expression) }]);
    });

    constructor() {
      super(new ErrorMessages(), { validate: true });
      this.performSelfAnalysis();
    }
  }
  expect(() => new Ambiguous()).toThrow();
});

describe('a word that begins a predicate in one place is a name in another', () => {
  test.each([
    ['path == 5', 'predicate'],
    ['path not "/a"', 'predicate'],
    ['path in ("/a")', 'predicate'],
    ['path present', 'predicate'],
    ['user-agent is x', 'predicate'],
    ['header "x" present', 'predicate'],
    ['header: x present', 'predicate'],
    ['has header x', 'predicate'],
    ['contains cookie "x"', 'predicate'],
    ['path > 5', 'comparison'],
    ['path', 'namedRead'],
    ['path{a="b"}', 'namedRead'],
    ['header', 'namedRead'],
    ['header over 5m', 'namedRead'],
    ['has', 'namedRead'],
    ['in', 'namedRead'],
    ['path(1)', 'call'],
    ['header(1)', 'call'],
    ['over(1)', 'call'],
  ])('%s', (source, rule) => {
    expect(readAs(source)).toContain(rule);
  });
});

describe('`over` and `offset`', () => {
  test.each(['over', 'offset', 'over over 5m', 'offset offset 5m', 'a over 5m offset 1h', 'over + offset'])(
    'are words of a read only before a number: %s',
    (source) => {
      const parser = new LamiaParser();
      parser.input = tokenize(source).tokens;
      parser.program();
      expect(parser.errors).toEqual([]);
    },
  );
});

describe('`{` after a name', () => {
  test.each([
    'a{b="c"}',
    'a{result="c"}',
    'a{result="c", if="d"}',
    'a{if="b"}',
    'a{let!="b"}',
    'a{and=~"b"}',
  ])('opens a selector: %s', (source) => {
    expect(readAs(source)).toContain('namedRead');
  });
});
