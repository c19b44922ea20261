import { expect, test } from '@jest/globals';
import { ProgressLine } from './progress-line.js';

function written(isTerminal: boolean, mayShow?: boolean): string {
  let text = '';
  const line = new ProgressLine(
    { isTerminal, hasColours: false, write: (more) => void (text += more) },
    mayShow,
  );
  for (const one of ['1 line', '1 line', '2 lines']) line.show(one);
  line.clear();
  line.clear();
  return text;
}

test('a terminal has each text in place of the one before, and none in the end', () => {
  expect(written(true)).toBe('\r\u001b[2K1 line\r\u001b[2K2 lines\r\u001b[2K');
});

test('nothing is written where nobody watches, or where it would be amidst something else', () => {
  expect(written(false)).toBe('');
  expect(written(true, false)).toBe('');
});
