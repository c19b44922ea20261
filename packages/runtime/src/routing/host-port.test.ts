import { expect, test } from '@jest/globals';
import { hostPort } from './host-port.js';

test('an IPv6 address gets brackets, everything else stays as it is', () => {
  expect(hostPort({ host: '127.0.0.1', port: 8080 })).toBe('127.0.0.1:8080');
  expect(hostPort({ host: 'shop.example', port: 80 })).toBe('shop.example:80');
  expect(hostPort({ host: '::1', port: 8080 })).toBe('[::1]:8080');
});
