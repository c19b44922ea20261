import { describe, expect, test } from '@jest/globals';
import { parse } from './parse.js';
import { printProgram } from './printer.js';

function printed(source: string): string {
  const { program, comments, diagnostics } = parse(source);
  expect(diagnostics).toEqual([]);
  const text = printProgram(program, source, comments);
  const again = parse(text);
  expect(printProgram(again.program, text, again.comments)).toBe(text);
  return text;
}

const lines = (...list: readonly string[]): string => list.join('\n');

describe('statements', () => {
  test.each([
    ['', ''],
    ['a;', 'a'],
    ['let x=1;x', lines('let x = 1;', 'x')],
    ['result=v1;\n\n\nresult', lines('result = v1;', 'result')],
    ['if(a){}', 'if (a) {}'],
    ['if(a){}else{}', 'if (a) {} else {}'],
    ['if(a){}else if(b){}', 'if (a) {} else if (b) {}'],
    ['if(a){result=v1;}', lines('if (a) {', '  result = v1;', '}')],
    [
      'if(a){result=v1;}else if(b){}else{let x=1;if(x){result=v2;}}',
      lines(
        'if (a) {',
        '  result = v1;',
        '} else if (b) {} else {',
        '  let x = 1;',
        '  if (x) {',
        '    result = v2;',
        '  }',
        '}',
      ),
    ],
  ])('%j', (source, text) => {
    expect(printed(source)).toBe(text);
  });

  test('are printed without their source too', () => {
    const { program } = parse('let x=1; // one\nx');
    expect(printProgram(program)).toBe(lines('let x = 1;', 'x'));
  });
});

describe('comments', () => {
  test.each([
    ['before a statement stay before it', '// a\nresult=v1;', lines('// a', 'result = v1;')],
    ['at the end of a line stay there', 'result=v1; // a\n// b', lines('result = v1; // a', '// b')],
    [
      'at the end of a line may be several',
      'result=v1;/* a *//* b */ // c',
      'result = v1; /* a */ /* b */ // c',
    ],
    ['after a final expression and its semicolon', 'a /* b */ ; // c', 'a /* b */ // c'],
    [
      'inside a statement move before it',
      'let /* a */ x = 1 // b\n;x',
      lines('/* a */', '// b', 'let x = 1;', 'x'),
    ],
    [
      'before what follows on their line end the line before',
      'let x=1; /* a */ x',
      lines('let x = 1; /* a */', 'x'),
    ],
    ['in a condition move before the `if`', 'if (/* a */ b) {}', lines('/* a */', 'if (b) {}')],
    ['behind a brace move into the block', 'if (a) { // b\n}', lines('if (a) {', '  // b', '}')],
    [
      'before a closing brace stay in the block',
      'if (a) { result=v1;\n// b\n} c',
      lines('if (a) {', '  result = v1;', '  // b', '}', 'c'),
    ],
    [
      'before `else` move into its block',
      'if (a) {} // b\nelse { result=v1; }',
      lines('if (a) {} else {', '  // b', '  result = v1;', '}'),
    ],
    [
      'in the condition of a later branch move into its block',
      'if (a) {} else if (/* b */ c) {}',
      lines('if (a) {} else if (c) {', '  /* b */', '}'),
    ],
    ['behind the last brace stay there', 'if (a) {} // b', 'if (a) {} // b'],
    ['alone are all there is', '// a\n\n# b', lines('// a', '# b')],
    ['lose the blanks at their end', '// a \t\nb', lines('// a', 'b')],
    ['over several lines stay as they are', '/* a\n   b */ c', lines('/* a', '   b */', 'c')],
    ['after one over several lines begin a line', 'a /* b\n */ /* c */', lines('a /* b', ' */', '/* c */')],
    [
      'inside of blocks are indented',
      'if (a) { if (b) { /* c */ } }',
      lines('if (a) {', '  if (b) {', '    /* c */', '  }', '}'),
    ],
  ])('%s', (_what, source, text) => {
    expect(printed(source)).toBe(text);
  });

  test('are all kept, in order', () => {
    const source =
      '/*1*/ if /*2*/ ( /*3*/ a /*4*/ ) /*5*/ { /*6*/ } /*7*/ else /*8*/ { /*9*/ } /*10*/ b /*11*/ ; /*12*/';
    expect(printed(source).match(/\d+/g)).toEqual(
      Array.from({ length: 12 }, (_, index) => String(index + 1)),
    );
  });
});
