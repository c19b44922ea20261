import { describe, expect, test } from '@jest/globals';
import { parseHostPort, parseUpstream } from './address.js';
import { parseListen } from './listen.js';

describe('an address to connect to', () => {
  test.each([
    ['127.0.0.1:9001', { host: '127.0.0.1', port: 9001 }],
    ['shop-v1.internal:80', { host: 'shop-v1.internal', port: 80 }],
    ['my_service:8080', { host: 'my_service', port: 8080 }],
    ['[::1]:443', { host: '::1', port: 443 }],
    ['[2001:DB8:0::1]:443', { host: '2001:db8::1', port: 443 }],
  ])('%s', (text, value) => {
    expect(parseUpstream(text)).toEqual({ ok: true, value });
  });

  test.each([
    '',
    '9001',
    'a',
    'a:',
    'a:b',
    'a:99999',
    ':80',
    'a b:80',
    'a;b:80',
    'a\n:80',
    '::1:80',
    '[::1]',
    '[::g]:80',
    '[fe80::1%25eth0]:80',
    'a/b:80',
    'user@a:80',
    '-a:80',
    `${'a'.repeat(64)}:80`,
    'a%2e:80',
    '$HOME:80',
  ])('%j is none', (text) => {
    expect(parseUpstream(text)).toMatchObject({ ok: false, code: 'bad-address' });
  });

  test.each(['2852039166:80', '0xa9fea9fe:80', '0251.0376.0251.0376:80', '127.1:80'])(
    '%s hides an IPv4 address',
    (text) => {
      expect(parseUpstream(text)).toMatchObject({
        ok: false,
        code: 'bad-address',
        message: expect.stringContaining('another way to write'),
      });
    },
  );

  test.each([
    '169.254.169.254:80',
    '169.254.0.1:80',
    '[fe80::1]:80',
    '[FEBF::1]:80',
    '[::ffff:169.254.169.254]:80',
    'metadata.google.internal:80',
    'METADATA.GOOGLE.INTERNAL:80',
    '[fd00:ec2::254]:80',
    '0.0.0.0:80',
    '[::]:80',
  ])('%s must not be reached', (text) => {
    expect(parseUpstream(text)).toMatchObject({ ok: false, code: 'forbidden-address' });
  });

  test('has a port', () => {
    expect(parseUpstream('a:0')).toMatchObject({ ok: false, code: 'bad-address' });
    expect(parseHostPort('a:0')).toEqual({ ok: true, value: { host: 'a', port: 0 } });
  });
});

describe('an address to listen on', () => {
  test.each([
    ['8080/http', { host: '127.0.0.1', port: 8080 }],
    [8080, { host: '127.0.0.1', port: 8080 }],
    ['0/http', { host: '127.0.0.1', port: 0 }],
    ['0.0.0.0:80/http', { host: '0.0.0.0', port: 80 }],
    ['[::1]:8080', { host: '::1', port: 8080 }],
  ])('%j', (written, address) => {
    expect(parseListen(written)).toEqual({ ok: true, value: { ...address, protocol: 'http' } });
  });

  test.each(['https', 'tcp'] as const)('for %s', (protocol) => {
    const value = { host: '::1', port: 5432, protocol };
    expect(parseListen(`[::1]:5432/${protocol}`)).toEqual({ ok: true, value });
  });

  test.each([
    ['8080/udp', 'wrong-value'],
    ['8080/htp', 'wrong-value'],
    ['70000/http', 'bad-address'],
    ['x y:80/http', 'bad-address'],
    ['/http', 'bad-address'],
  ])('%j is none', (written, code) => {
    expect(parseListen(written)).toMatchObject({ ok: false, code });
  });
});
