import { expect, test } from '@jest/globals';
import { painter, wantsColours } from './paint.js';

test.each([
  [{}, true],
  [{ NO_COLOR: '' }, true],
  [{ NO_COLOR: '1' }, false],
  [{ NO_COLOR: '0' }, false],
  [{ TERM: 'xterm' }, true],
  [{ TERM: 'dumb' }, false],
])('a terminal with %j shows colours: %s', (env, wanted) => {
  expect(wantsColours(env)).toBe(wanted);
});

test('nothing is painted where no colours are', () => {
  const output = { write: () => undefined, isTerminal: false, hasColours: false };
  expect(painter(output)('error', 'error')).toBe('error');
  expect(painter({ ...output, hasColours: true })('error', 'error')).toBe('\u001B[31merror\u001B[0m');
});
