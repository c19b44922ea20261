import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../../test/seed.js';
import { cmdWords, isForCommandPrompt } from './cmd-words.js';
import { readRequests } from './read-requests.js';

/** A text as Chrome's developer tools write it for the command prompt. */
function asChromeWrites(text: string): string {
  const escaped = text
    .replace(/"/g, '\\"')
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
    .replace(/%(?=[a-zA-Z0-9_])/g, '%^')
    .replace(/\n/g, '^\n\n');
  return `^"${escaped}^"`;
}

test('what Chrome copies for the command prompt is what it sent', () => {
  const copied = [
    'curl ^"https://shop.example/cart?a=1^&b=50^%^25^" ^',
    '  -H ^"accept: text/html,*/*;q=0.8^" ^',
    '  -b ^"group=testers; theme=dark^" ^',
    '  -H ^"sec-ch-ua: ^\\^"Chromium^\\^";v=^\\^"126^\\^"^" ^',
    '  -H ^"user-agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64)^" ^',
    '  --data-raw ^"^{^\\^"name^\\^":^\\^"x^\\^"^}^"',
  ].join('\r\n');
  const read = readRequests(copied);
  expect(read).toMatchObject({
    ok: true,
    requests: [{ name: 'POST https://shop.example/cart', request: { query: 'a=1&b=50%25' } }],
  });
  const headers = read.ok ? read.requests[0]?.request.headers : undefined;
  expect(headers).toEqual(
    expect.arrayContaining([
      ['accept', 'text/html,*/*;q=0.8'],
      ['Cookie', 'group=testers; theme=dark'],
      ['sec-ch-ua', '"Chromium";v="126"'],
    ]),
  );
});

test('any text comes back that Chrome writes for the command prompt', () => {
  const text = fc.string({
    unit: fc.constantFrom(...Array.from(' abcZ09_-:=+~/.,?;()*`%^&|<>"\'@#$!{}[]\n')),
  });
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (words) => {
      const command = ['curl', ...words.map(asChromeWrites)].join(' ^\n  ');
      expect(isForCommandPrompt(command)).toBe(true);
      expect(cmdWords(command)).toEqual(['curl', ...words]);
    }),
    { seed: runSeed() },
  );
});

test('plain quotes, backslashes before them, and a pipe are read as Windows does', () => {
  expect(cmdWords('curl "a ^& b" c\\d "e\\\\" "" ^\r\n h | more')).toEqual([
    ...['curl', 'a ^& b', 'c\\d', 'e\\', '', 'h'],
  ]);
  expect(cmdWords('curl "f\\"g"')).toEqual(['curl', 'f"g']);
  expect(isForCommandPrompt(`curl 'http://h/' -H 'If-Match: W/"^"'`)).toBe(false);
});
