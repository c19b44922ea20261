import { describe, expect, test } from '@jest/globals';
import type { CstNode } from 'chevrotain';
import { childNode, childNodes, childToken, childTokens } from './concrete.js';
import { tokenize } from './lexer/tokenize.js';
import { LamiaParser } from './parser.js';

function tree(source: string): CstNode {
  const parser = new LamiaParser();
  parser.input = tokenize(source).tokens;
  return parser.program();
}

describe('children by rule', () => {
  test('in source order', () => {
    const statements = childNodes(tree('let a = 1; let b = 2; a'), 'statement');
    const lets = statements.map((statement) => childNode(statement, 'letStatement'));
    expect(lets.map((node) => node && childToken(node, 'Name')?.image)).toEqual(['a', 'b']);
  });

  test('none where the text has none', () => {
    expect(childNodes(tree('a'), 'statement')).toEqual([]);
    expect(childNode(tree(''), 'expression')).toBeUndefined();
  });
});

describe('children by token', () => {
  test('in source order', () => {
    const statement = childNode(tree('if (a) {} else if (b) {} else {}'), 'statement');
    const node = statement && childNode(statement, 'ifStatement');
    expect(node && childTokens(node, 'Else').map(({ startOffset }) => startOffset)).toEqual([10, 25]);
  });

  test('without those that recovery made up', () => {
    const statement = childNode(tree('let a = 1 result = v1;'), 'statement');
    const node = statement && childNode(statement, 'letStatement');
    expect(node?.children['Semicolon']).toHaveLength(1);
    expect(node && childTokens(node, 'Semicolon')).toEqual([]);
    expect(node && childToken(node, 'Semicolon')).toBeUndefined();
  });
});
