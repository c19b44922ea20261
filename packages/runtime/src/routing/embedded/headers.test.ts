import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { appendForwardedFor, originForm, removeHopByHop } from './headers.js';

describe('removeHopByHop', () => {
  test('removes what belongs to one connection and what `connection` nominates, and keeps the rest', () => {
    const headers: IncomingHttpHeaders = {
      connection: 'keep-alive, X-Private',
      'keep-alive': 'timeout=5',
      te: 'trailers',
      upgrade: 'h2c',
      'proxy-authorization': 'Basic eA==',
      'x-private': '1',
      'x-public': '2',
      authorization: 'Bearer t',
    };
    removeHopByHop(headers);
    expect(headers).toEqual({ 'x-public': '2', authorization: 'Bearer t' });
  });

  test('a client cannot nominate the headers that frame and address its request', () => {
    const headers: IncomingHttpHeaders = {
      connection: 'close, content-length, Transfer-Encoding, host',
      'content-length': '3',
      'transfer-encoding': 'chunked',
      host: 'shop.example',
    };
    removeHopByHop(headers);
    expect(headers).toEqual({
      'content-length': '3',
      'transfer-encoding': 'chunked',
      host: 'shop.example',
    });
  });
});

describe('appendForwardedFor', () => {
  test('begins the list, continues it, and leaves it alone when the client is gone', () => {
    const fresh: IncomingHttpHeaders = {};
    appendForwardedFor(fresh, '127.0.0.1');
    expect(fresh['x-forwarded-for']).toBe('127.0.0.1');

    const behind: IncomingHttpHeaders = { 'x-forwarded-for': '203.0.113.9' };
    appendForwardedFor(behind, '127.0.0.1');
    expect(behind['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1');

    appendForwardedFor(behind, undefined);
    expect(behind['x-forwarded-for']).toBe('203.0.113.9, 127.0.0.1');
  });
});

describe('originForm', () => {
  test.each([
    ['/a?b=1', '/a?b=1'],
    ['http://shop.example:8080/a?b=1', '/a?b=1'],
    ['HTTP://shop.example', '/'],
    ['http://shop.example?b=1', '/?b=1'],
    ['/http://other', '/http://other'],
  ])('%s becomes %s', (target, expected) => {
    expect(originForm(target)).toBe(expected);
  });
});
