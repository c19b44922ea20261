import { describe, expect, test } from '@jest/globals';
import { GATEWAY_PAGE, WEIGHTS_CHANGE } from '../schema/gateways.js';
import { parseBody } from './body.js';
import { validBody, validQuery } from './validated.js';

const detail = (result: ReturnType<typeof validBody>): string => (result.ok ? 'ok' : result.problem.detail);

describe('validBody', () => {
  test('gives what the schema describes, in maps without prototypes', () => {
    const result = validBody(WEIGHTS_CHANGE, {
      route: 'default',
      weights: { version1: 20, version2: '80%' },
    });
    expect(result).toEqual({
      ok: true,
      value: { route: 'default', weights: { version1: 20, version2: '80%' } },
    });
    expect(result.ok && Object.getPrototypeOf(result.value)).toBeNull();
  });

  test.each([
    [{ route: 'default' }, 'lacks `weights`'],
    [
      { route: 'default', wieghts: {}, weights: {} },
      'unknown key `wieghts` in the document; did you mean `weights`',
    ],
    [{ route: 5, weights: {} }, '`route` wants a name'],
    [{ route: 'default', weights: { version1: 101 } }, '`version1` wants a percentage'],
    [[], 'wants'],
    ['text', 'wants'],
    [null, 'wants'],
    [undefined, 'wants'],
  ])('%j is refused in words', (body, words) => {
    expect(detail(validBody(WEIGHTS_CHANGE, body))).toContain(words);
  });

  test('`__proto__` and `constructor` are data', () => {
    const body = parseBody('{"route": "default", "weights": {"__proto__": 50, "constructor": 50}}');
    expect(detail(validBody(WEIGHTS_CHANGE, body.ok ? body.value : null))).toContain(
      '`__proto__` cannot be a key',
    );
    expect(({} as Record<string, unknown>)['50']).toBeUndefined();
    const polluting = parseBody('{"route": "default", "weights": {}, "__proto__": {"isAdmin": true}}');
    expect(detail(validBody(WEIGHTS_CHANGE, polluting.ok ? polluting.value : null))).toContain('unknown key');
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  test('a body that is nested without end is refused, not followed', () => {
    const body: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(detail(validBody(WEIGHTS_CHANGE, body))).toBe('the body is nested too deeply');
  });
});

describe('validQuery', () => {
  test('reads numbers', () => {
    expect(validQuery(GATEWAY_PAGE, { limit: '20' })).toEqual({ ok: true, value: { limit: 20 } });
  });

  test.each([
    { limit: '0' },
    { limit: '1001' },
    { limit: '1e2' },
    { limit: '' },
    { limit: ['1', '2'] },
    { lmit: '1' },
  ])('%j is refused', (query) => {
    expect(validQuery(GATEWAY_PAGE, query)).toMatchObject({ ok: false, problem: { status: 400 } });
  });
});
