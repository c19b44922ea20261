import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hostProblem, nameProblem, quoted } from './spelling.js';

describe('nameProblem', () => {
  test.each(['version1', '2', 'v1.2.3-rc_1', '__proto__', 'constructor', 'A'.repeat(120)])(
    '`%s` is fine',
    (name) => {
      expect(nameProblem('version', name)).toBeNull();
    },
  );

  test.each([
    '',
    'two words',
    'v1;shutdown',
    'v1\nserver evil 10.0.0.1:80',
    'v1\r',
    'v1\u0000',
    'v1\u2028',
    'a/b',
    '%[env(HOME)]',
    '$HOME',
    '${HOME}',
    "it's",
    '"v1"',
    'v1#',
    '#1',
    '-v',
    '.v',
    'gateway:shop',
    'vérsion',
    'v1\\',
    '{ x }',
    'A'.repeat(121),
  ])('%j is refused', (name) => {
    expect(nameProblem('version', name)).toMatch(
      /^the version is named `.*`, which haproxy cannot be given; use letters/,
    );
  });

  test('a message never holds a control character', () => {
    expect(nameProblem('version', 'v\n\u001b[31m')).toContain('`v\\u{a}\\u{1b}[31m`');
  });
});

describe('hostProblem', () => {
  test.each(['127.0.0.1', '::1', 'fe80::1', 'localhost', 'shop.example', 'my_service-2'])(
    '`%s` is fine',
    (host) => {
      expect(hostProblem('address', host)).toBeNull();
    },
  );

  test.each([
    '',
    '127.0.0.1:80',
    '$HOST',
    'unix@/run/x',
    'fd@3',
    '/run/x.sock',
    '[::1]',
    'a b',
    'a\nb',
    '-a',
    'a.',
    'fe80::1%eth0',
  ])('%j is refused', (host) => {
    expect(hostProblem('address', host)).toContain('which is no address and no host name');
  });
});

describe('quoted', () => {
  test('quotes so that a shell-like reader gets the word back', () => {
    expect(quoted('shop')).toBe("'shop'");
    expect(quoted("it's $HOME \\ #")).toBe(String.raw`'it'\''s $HOME \ #'`);
  });

  test('whatever is in the word, single quotes come in pairs around everything else', () => {
    fc.assert(
      fc.property(fc.string(), (word) => {
        fc.pre(!/[\p{Cc}\u2028\u2029]/u.test(word));
        const inside = quoted(word)
          .slice(1, -1)
          .split(String.raw`'\''`);
        expect(inside.join("'")).toBe(word);
        expect(inside.some((part) => part.includes("'"))).toBe(false);
      }),
    );
  });

  test('a control character has no spelling', () => {
    expect(() => quoted('a\nb')).toThrow(RangeError);
  });
});
