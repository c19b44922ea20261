import { describe, expect, test } from '@jest/globals';
import { isLoopback, isOwnHost, isOwnOrigin } from './hosts.js';

const PLAIN = { port: 8090, secure: false, names: [] };

describe('isOwnHost', () => {
  test.each(['127.0.0.1:8090', 'localhost:8090', 'LOCALHOST:8090', '[::1]:8090'])('%s is', (host) => {
    expect(isOwnHost(host, PLAIN)).toBe(true);
  });

  test.each([
    undefined,
    '',
    '127.0.0.1',
    'localhost',
    'evil.example:8090',
    '127.0.0.1:8091',
    'localhost:8090.evil.example',
  ])('%s is not', (host) => {
    expect(isOwnHost(host, PLAIN)).toBe(false);
  });

  test('a name that it was given is, and the usual port need not be written', () => {
    const secure = { port: 443, secure: true, names: ['lamia.example'] };
    expect(isOwnHost('lamia.example', secure)).toBe(true);
    expect(isOwnHost('lamia.example:443', secure)).toBe(true);
    expect(isOwnHost('lamia.example', { ...secure, port: 80 })).toBe(false);
    expect(isOwnHost('lamia.example', { ...secure, secure: false, port: 80 })).toBe(true);
    expect(isOwnHost('lamia.example.evil.example', secure)).toBe(false);
  });
});

describe('isOwnOrigin', () => {
  test('a request without one comes from no page', () => {
    expect(isOwnOrigin(undefined, 'localhost:8090', false)).toBe(true);
  });

  test.each([
    ['http://localhost:8090', true],
    ['https://localhost:8090', false],
    ['http://localhost:8091', false],
    ['http://evil.example', false],
    ['null', false],
    ['', false],
  ])('%s: %s', (origin, expected) => {
    expect(isOwnOrigin(origin, 'localhost:8090', false)).toBe(expected);
  });
});

describe('isLoopback', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.255.0.3', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.example.com', false],
    ['192.0.2.1', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
