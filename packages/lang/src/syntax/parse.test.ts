import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';
import { LIMITS } from './limits.js';
import { parse } from './parse.js';

describe('a text that fits', () => {
  test.each([
    '',
    ' // nothing\n',
    'a',
    'a;',
    'result = v1;',
    'let a = 1; a',
    'if (a) {} else if (b) {} else {}',
    'result',
    'result ;',
    'result == v1',
    'metric v1 "a".p99{b="c"} over 5m offset 1h',
    'promql "up" as "count/s"',
    'header X exact "y" and not (path prefix "/a" ignoring case or <acl>)',
    'method in (GET, "POST", 5)',
  ])('%j', (source) => {
    expect(parse(source).diagnostics).toEqual([]);
  });

  test('keeps its source and comments', () => {
    const source = 'a // b';
    expect(parse(source)).toMatchObject({ source, comments: [{ text: '// b', start: 2, end: 6 }] });
  });

  test('is one program from its first to its last character', () => {
    expect(parse(' a ').program).toMatchObject({ kind: 'Program', start: 0, end: 3, statements: [] });
  });
});

/** What was found and what was expected, at the place where the text stops fitting. */
describe('a text that does not fit', () => {
  test.each([
    ['a +<||>', 'expected an operand, found the end of the text'],
    ['a +<||>  // b', 'expected an operand, found the end of the text'],
    ['a + <|;|>', 'expected an operand, found `;`'],
    ['a <|b|>', 'expected the end of the program, found `b`'],
    ['<|)|> a', 'expected the end of the program, found `)`'],
    ['<|else|> {}', 'expected the end of the program, found `else`'],
    ['<|;|>', 'expected the end of the program, found `;`'],
    ['(a<||>', 'expected `)`, found the end of the text'],
    ['min(1 <|2|>)', 'expected `)`, found `2`'],
    ['min(1,<||>', 'expected an operand, found the end of the text'],
    ['let x <|5|>; x', 'expected `=`, found `5`'],
    ['let x = 1<||>', 'expected `;` to end the `let`, found the end of the text'],
    ['result = v1 <|result|>', 'expected `;` to end the assignment, found `result`'],
    ['if (a > 1 <|{|> result = v1; } result', 'expected `)`, found `{`'],
    ['if (a > metric v1 b <|{|> let x = 1; } result', 'expected `)`, found `{`'],
    ['if (a > metric v1 b <|{|> if (c) {} } result', 'expected `)`, found `{`'],
    ['if (a > metric v1 b <|{|>} result', 'expected `)`, found `{`'],
    ['if <|a|> > 1) { result = v1; } result', 'expected `(`, found `a`'],
    ['if (a) { result = v1; <|result|>', 'expected `result = …;`, `let`, `if` or `}`, found `result`'],
    ['if (a) { result = v1; <|result|>;', 'expected `result = …;`, `let`, `if` or `}`, found `result`'],
    ['if (a) { result <|v1|>; } result', 'expected `=`, found `v1`'],
    ['if (a) { <|b|> } result', 'expected `result = …;`, `let`, `if` or `}`, found `b`'],
    ['if (a) {} else<||>', 'expected `{`, found the end of the text'],
    ['metric v1<||>', 'expected a name or a string, found the end of the text'],
    ['metric <|else|> a', 'expected a name or a string, found `else`: `else` is a word of the language'],
    ['let <|true|> = 1; 2', 'expected a name, found `true`: `true` is a word of the language'],
    ['a.<||>', 'expected a label, found the end of the text'],
    ['a over<||>', 'expected a number, found the end of the text'],
    ['a over 5m offset<||>', 'expected a number, found the end of the text'],
    ['a{b=<|}|>', 'expected a string, found `}`'],
    ['a{b="c"<||>', 'expected `,` or `}` to end the selector, found the end of the text'],
    ['a{b <|"c"|>}', 'expected `=`, `!=`, `=~` or `!~`, found `"c"`'],
    ['promql <|up|>', 'expected a string, found `up`'],
    [
      'header "x"<||>',
      'expected a test such as `exact`, `prefix`, `contains`, `regex`, `in` or `present`, found the end of the text',
    ],
    ['path ==<||>', 'expected a text in quotes, found the end of the text'],
    ['path not<||>', 'expected a test or a text, found the end of the text'],
    ['header: <|5|>', "expected the field's name, found `5`"],
    ['method in (<|)|>', 'expected a string, a name or a number, found `)`'],
    ['x <|=|> 5', 'expected the end of the program, found `=`: to compare write `==`'],
    ['return <|v1|>', 'expected the end of the program, found `v1`: assign `result = …;` instead'],
    [
      'if (a) { <|return|> v1; }',
      'expected `result = …;`, `let`, `if` or `}`, found `return`: assign `result = …;` instead',
    ],
    [`a <|${'b'.repeat(100)}|>`, `expected the end of the program, found \`${'b'.repeat(60)}…\``],
  ])('%j', (text, message) => {
    expectSyntax(text, { code: 'syntax-error', message });
  });

  test('hides no independent mistake in a later statement', () => {
    expectSyntax(
      'let a = <|;|>\nif (a <|{|> result = <|;|> }\nlet b = 1 <|2|>;\nresult',
      { code: 'syntax-error', message: 'expected an operand, found `;`' },
      { code: 'syntax-error', message: 'expected `)`, found `{`' },
      { code: 'syntax-error', message: 'expected an operand, found `;`' },
      { code: 'syntax-error', message: 'expected `;` to end the `let`, found `2`' },
    );
  });

  test('is not said to be wrong twice where it cannot be read', () => {
    expectSyntax('a <|£|> b', { code: 'bad-character' });
    expectSyntax('metric <|"v1|>', { code: 'unterminated-string' });
    expectSyntax('a + <|/*|> b', { code: 'unterminated-comment' });
  });

  test('with errors everywhere is read up to the limit', () => {
    const { diagnostics, program } = parse('let a = ;'.repeat(500));
    expect(diagnostics).toHaveLength(LIMITS.errors + 1);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'too-many-errors', severity: 'error' });
    expect(program).toEqual({ kind: 'Program', statements: [], value: null, start: 0, end: 4500 });
  });
});
