import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { callerOf, parseTokens } from './tokens.js';

const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
const LINES = `# who may do what
ci operator sha256:${digest('token of ci'.replaceAll(' ', '-'))}

grafana   viewer sha256:${digest('looking')}
`;

describe('parseTokens', () => {
  test('reads names, roles and digests, and keeps no token', () => {
    const read = parseTokens(LINES);
    expect(read.ok && read.tokens.map(({ name, role }) => [name, role])).toEqual([
      ['ci', 'operator'],
      ['grafana', 'viewer'],
    ]);
  });

  test.each([
    ['', 'it has no token'],
    ['# nothing', 'it has no token'],
    ['ci operator s3cret', 'line 1 is not of the form `NAME ROLE sha256:HEX`'],
    [`\nci root sha256:${digest('x')}`, 'line 2 names no role; there are viewer, operator, admin'],
    [`a viewer sha256:${digest('x')}\na admin sha256:${digest('y')}`, 'line 2 has the name `a` again'],
  ])('%j: %s', (text, why) => {
    expect(parseTokens(text)).toEqual({ ok: false, why });
  });
});

describe('callerOf', () => {
  const read = parseTokens(LINES);
  const tokens = read.ok ? read.tokens : [];

  test.each([
    ['Bearer token-of-ci', { name: 'ci', role: 'operator' }],
    ['bearer looking', { name: 'grafana', role: 'viewer' }],
  ])('%s', (header, caller) => {
    expect(callerOf(header, tokens)).toEqual(caller);
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer look',
    'Bearer looking2',
    `Bearer ${digest('looking')}`,
    'Basic looking',
    'looking',
    `Bearer ${'x'.repeat(5000)}`,
  ])('%s is nobody', (header) => {
    expect(callerOf(header, tokens)).toBeNull();
  });
});
