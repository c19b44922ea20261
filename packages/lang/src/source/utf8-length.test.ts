import { describe, expect, test } from '@jest/globals';
import { utf8Length } from './utf8-length.js';

describe('utf8Length', () => {
  test.each(['', 'a', 'é', '€', '😀', 'a\u{10ffff}b', '\u007f\u0080\u07ff\u0800\uffff'])('of %j', (text) => {
    expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
  });

  test('counts an unpaired surrogate as what it is encoded to', () => {
    expect(utf8Length('\ud800')).toBe(3);
    expect(utf8Length('\udc00\ud800a')).toBe(7);
  });
});
