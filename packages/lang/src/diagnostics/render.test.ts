import { describe, expect, test } from '@jest/globals';
import { marked } from '../testing/marked-source.js';
import type { Diagnostic } from './diagnostic.js';
import { codeFrame, renderDiagnostic } from './render.js';

function frame(text: string): readonly string[] {
  const { source, spans } = marked(text);
  const { start, end } = spans[0] ?? { start: 0, end: 0 };
  return codeFrame(source, start, end);
}

/** The part of the source line that stands above the marks, which must be the marked part, or begin it. */
function underlined([, line = '', marks = '']: readonly string[]): string {
  return line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1);
}

describe('a code frame', () => {
  test('shows the line and underlines the place', () => {
    expect(frame('let a = 1;\nlet <|b|> = 2;\na')).toEqual(['  |', '2 | let b = 2;', '  |     ^']);
  });

  test('has a gutter as wide as the number', () => {
    expect(frame(`${'\n'.repeat(99)}<|abc|>`)).toEqual(['    |', '100 | abc', '    | ^^^']);
  });

  test('shows one mark for an empty place, also at the end of the text', () => {
    expect(frame('requests +<||>')).toEqual(['  |', '1 | requests +', '  |           ^']);
    expect(frame('a\n<||>')).toEqual(['  |', '2 | ', '  | ^']);
    expect(frame('<||>')).toEqual(['  |', '1 | ', '  | ^']);
  });

  test('underlines the first line of a place that spans lines', () => {
    expect(frame('if (<|a\n> b|>) {')).toEqual(['  |', '1 | if (a', '  |     ^']);
  });

  test('knows every kind of line break', () => {
    expect(frame('a\r\nb <|c|>\rd')).toEqual(['  |', '2 | b c', '  |   ^']);
  });

  test('keeps tabs, so that marks stand under their place', () => {
    expect(frame('\ta\t<|b|>\tc')).toEqual(['  |', '1 | \ta\tb\tc', '  | \t \t^']);
  });

  test('hides what a terminal would obey', () => {
    expect(frame('"\u001b[31m" <|x|>')).toEqual(['  |', '1 | "\ufffd[31m" x', '  |         ^']);
  });

  test.each([
    ['at the beginning', '', 'place', ' x'.repeat(200)],
    ['in the middle', 'y '.repeat(200), 'place', ' x'.repeat(200)],
    ['at the end', 'y '.repeat(200), 'place', ''],
    ['just at the width', 'y'.repeat(95), 'place', ' x'.repeat(50)],
    ['just over the width', 'y'.repeat(96), 'place', ' x'.repeat(50)],
    ['after tabs', '\t'.repeat(300), 'place', ''],
  ])('cuts a long line around a place %s', (_where, before, place, after) => {
    const lines = frame(`${before}<|${place}|>${after}`);
    expect(underlined(lines)).toBe(place);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual('1 | '.length + 102);
  });

  test.each([0, 50, 99, 100, 101, 500])(
    'underlines what it shows of a long place after %i letters',
    (before) => {
      const lines = frame(`${'y'.repeat(before)}<|${'x'.repeat(300)}|>z`);
      expect(underlined(lines)).toMatch(/^x+$/);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual('1 | '.length + 102);
    },
  );
});

describe('renderDiagnostic', () => {
  const source = 'let a = 1;\nlet a = 2;\na';
  const shadowed: Diagnostic = {
    code: 'shadowed-name',
    severity: 'error',
    message: '`a` is already a `let` in reach: choose another name',
    start: 15,
    end: 16,
    related: [{ message: 'declared here first', start: 4, end: 5 }],
    fixes: [{ title: 'remove a', edits: [{ start: 11, end: 21, text: '' }] }],
  };

  test('says where, what, how bad and which code, and shows the frame, related places and fixes', () => {
    expect(renderDiagnostic(source, shadowed, { name: 'shop.lamia' })).toBe(
      [
        'shop.lamia:2:5: error: `a` is already a `let` in reach: choose another name [shadowed-name]',
        '  |',
        '2 | let a = 2;',
        '  |     ^',
        '  shop.lamia:1:5: declared here first',
        '  fix: remove a',
      ].join('\n'),
    );
  });

  test('paints the severity and the frame', () => {
    const paint = (text: string, role: string): string => `<${role}>${text}</${role}>`;
    const text = renderDiagnostic(source, { ...shadowed, related: [], fixes: [] }, { name: 'f', paint });
    expect(text.split('\n')).toEqual([
      'f:2:5: <error>error</error>: `a` is already a `let` in reach: choose another name [shadowed-name]',
      '<frame>  |</frame>',
      '<frame>2 | let a = 2;</frame>',
      '<frame>  |     ^</frame>',
    ]);
  });

  test('hides control characters that a message quotes from the source', () => {
    const text = renderDiagnostic(
      '"\u001b"',
      { ...shadowed, message: 'no version `\u001b[2J`', related: [{ message: '\u0007', start: 0, end: 1 }] },
      { name: 'f' },
    );
    // Line breaks are the only control characters left.
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});
