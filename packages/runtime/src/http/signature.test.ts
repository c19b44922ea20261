import { describe, expect, test } from '@jest/globals';
import { isSigned, sign, signingKey } from './signature.js';

const KEY = Buffer.from('a key of more than 24 bytes', 'utf8');
const NOW = 1_700_000_000_123;
const signed = sign(KEY, 'msg_1', NOW, '{"a":1}');

test('a signature is the one of the specification’s own example', () => {
  // https://github.com/standard-webhooks/standard-webhooks, the vector that its libraries are tested by
  const key = signingKey('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw');
  if (key === null) throw new Error('that key is long enough');
  const body = '{"test": 2432232314}';
  expect(sign(key, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, body)).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});

describe('a receiver', () => {
  test('accepts what was signed, also beside signatures of other keys and versions', () => {
    expect(isSigned(KEY, signed, '{"a":1}', NOW)).toBe(true);
    const several = `v1,AAAA v2,${signed['webhook-signature'].slice(3)} ${signed['webhook-signature']}`;
    expect(isSigned(KEY, { ...signed, 'webhook-signature': several }, '{"a":1}', NOW)).toBe(true);
  });

  test.each([
    ['another body', signed, '{"a":2}', NOW],
    ['another id', { ...signed, 'webhook-id': 'msg_2' }, '{"a":1}', NOW],
    ['another time', { ...signed, 'webhook-timestamp': '1700000001' }, '{"a":1}', NOW],
    ['no time', { ...signed, 'webhook-timestamp': 'x' }, '{"a":1}', NOW],
    ['no signature', { ...signed, 'webhook-signature': '' }, '{"a":1}', NOW],
    [
      'an unknown version',
      { ...signed, 'webhook-signature': signed['webhook-signature'].replace('v1', 'v0') },
      '{"a":1}',
      NOW,
    ],
    ['a message of before', signed, '{"a":1}', NOW + 301_000],
    ['a message of later', signed, '{"a":1}', NOW - 301_000],
  ])('refuses %s', (_, headers, body, now) => {
    expect(isSigned(KEY, headers, body, now)).toBe(false);
  });

  test('refuses another key', () => {
    expect(isSigned(Buffer.from('some other key of 24 bytes or more'), signed, '{"a":1}', NOW)).toBe(false);
  });
});

test('a key that is too short is none', () => {
  expect(signingKey('x'.repeat(23))).toBeNull();
  expect(signingKey('x'.repeat(24))).toEqual(Buffer.from('x'.repeat(24)));
  expect(signingKey(`whsec_${Buffer.alloc(23).toString('base64')}`)).toBeNull();
  expect(signingKey(`whsec_${Buffer.alloc(24).toString('base64')}`)).toEqual(Buffer.alloc(24));
});
