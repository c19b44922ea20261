import { describe, expect, test } from '@jest/globals';
import { isUpstreamPattern, UpstreamPatterns } from './upstream-patterns.js';

describe('patterns of hosts', () => {
  const patterns = new UpstreamPatterns(['10.0.0.0/8', '192.0.2.7', 'fd00:1::/32', 'shop.internal', '*.svc']);

  test.each(['10.1.2.3', '192.0.2.7', 'fd00:1::5', 'shop.internal', 'web.svc', 'a.web.svc'])(
    '%s is one',
    (host) => {
      expect(patterns.allow(host)).toBe(true);
    },
  );

  test.each([
    '11.0.0.1',
    '192.0.2.8',
    'fd00:2::5',
    'internal',
    'other.shop.internal',
    'svc',
    'xsvc',
    '10.example',
  ])('%s is none', (host) => {
    expect(patterns.allow(host)).toBe(false);
  });

  test('an IPv4 address within IPv6 is that address', () => {
    expect(patterns.allow('::ffff:10.1.2.3')).toBe(true);
    expect(patterns.allow('::ffff:11.1.2.3')).toBe(false);
  });

  test('what a name stands for is held to the addresses, where there are any', () => {
    expect(patterns.allowFound('10.1.2.3', 'shop.internal')).toBe(true);
    expect(patterns.allowFound('11.1.2.3', 'shop.internal')).toBe(false);
    expect(patterns.allowFound('10.1.2.3', 'other.internal')).toBe(false);
    expect(patterns.allowFound('10.1.2.3', '10.1.2.3')).toBe(true);
    const names = new UpstreamPatterns(['shop.internal']);
    expect(names.allowFound('11.1.2.3', 'shop.internal')).toBe(true);
    expect(names.allowFound('11.1.2.3', '11.1.2.3')).toBe(false);
  });

  test.each(['10.0.0.0/8', '::/0', '192.0.2.7', 'a', '*.a.b', 'a_b.c'])('%s can be written', (text) => {
    expect(isUpstreamPattern(text)).toBe(true);
  });

  test.each([
    '',
    '*',
    '*.',
    'a*',
    '10.0.0.0/33',
    '10.0.0.0/8/8',
    'a/8',
    'A',
    'a b',
    '169.254.169.254',
    '10.0.0.0/-1',
  ])('%j cannot', (text) => {
    expect(isUpstreamPattern(text)).toBe(false);
  });
});
