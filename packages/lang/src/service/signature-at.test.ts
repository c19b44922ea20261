import { expect, test } from '@jest/globals';
import { withCursor } from '../testing/cursor.js';
import { analyse } from './analysis.js';
import { signatureAt, type SignatureHelp } from './signature-at.js';

function signature(text: string): SignatureHelp | null {
  const { source, offset } = withCursor(text);
  return signatureAt(analyse(source), offset);
}

test.each<[string, string, string | null]>([
  ['clamp(<|>', 'clamp(x, lo, hi)', 'x'],
  ['clamp(a, <|>', 'clamp(x, lo, hi)', 'lo'],
  ['clamp(a, 0, 1<|>)', 'clamp(x, lo, hi)', 'hi'],
  ['clamp(a, 0, 1, <|>)', 'clamp(x, lo, hi)', null],
  ['clamp(a, min(<|>', 'min(x, y, …)', 'x'],
  ['clamp(a, min(b, c, d, <|>', 'min(x, y, …)', '…'],
  ['clamp(a, min(b, c), <|>', 'clamp(x, lo, hi)', 'hi'],
  ['clamp(a, (b + <|>', 'clamp(x, lo, hi)', 'lo'],
  ['clamp(metric v1 "a, <|>b", 1)', 'clamp(x, lo, hi)', 'x'],
  ['if (known(metric candidate <|> { }', 'known(x)', 'x'],
])('%s', (text, expected, active) => {
  const help = signature(text);
  expect(help?.signature).toBe(expected);
  const { start, end } = help?.parameters[help.active ?? -1] ?? { start: 0, end: 0 };
  expect(start === end ? null : expected.slice(start, end)).toBe(active);
});

test.each(['<|>', 'clamp<|>(', 'clamp(1)<|>', 'if (<|>', 'path in (<|>', 'unknown(<|>', 'clamp(1; <|>'])(
  'none at %s',
  (text) => {
    expect(signature(text)).toBeNull();
  },
);
