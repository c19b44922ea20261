import { describe, expect, test } from '@jest/globals';
import { carryCondition } from './condition.js';

const textOf = (source: string): string => {
  const carried = carryCondition(source);
  return carried.ok ? carried.text : `refused: ${carried.diagnostics.map(({ code }) => code).join()}`;
};

describe('a classic condition', () => {
  test.each([
    ['User-Agent = Chrome', 'header "User-Agent" contains "Chrome"'],
    [
      'user-agent != safari and user-agent = chrome and cookie group contains admin and has header x-allow',
      'not (header "User-Agent" contains "Safari" and header "User-Agent" contains "Version") and header "User-Agent" contains "Chrome" and cookie "group" contains "admin" and header "x-allow" present',
    ],
    [
      '(User-Agent = Chrome OR User-Agent = Firefox) AND has cookie vamp',
      '(header "User-Agent" contains "Chrome" or header "User-Agent" contains "Firefox") and cookie "vamp" present',
    ],
    ['< url_beg /2 >', '<url_beg /2>'],
    ['misses header vamp', 'not header "vamp" present'],
  ])('%s', (source, expected) => {
    expect(textOf(source)).toBe(expected);
  });

  test.each(['has', 'contains', '==', 'is'])('compares the whole host after `%s`, as it did', (operator) => {
    expect(textOf(`host ${operator} localhost`)).toBe('host exact "localhost"');
    expect(textOf(`not (host ${operator} localhost)`)).toBe('not host exact "localhost"');
  });

  test('denies the whole host after `misses`', () => {
    expect(textOf('host misses localhost or has cookie a')).toBe(
      'not host exact "localhost" or cookie "a" present',
    );
  });

  test('says whether it has a raw ACL', () => {
    expect(carryCondition('<url_beg /2> and has cookie a')).toMatchObject({ ok: true, hasRawAcls: true });
    expect(carryCondition('has cookie a')).toMatchObject({ ok: true, hasRawAcls: false });
  });

  test.each(['hdr_sub(user-agent) Android', 'host is', 'user-agent = Chrome and user-agent != Chrome'])(
    '%s is refused',
    (source) => {
      expect(carryCondition(source).ok).toBe(false);
    },
  );
});
