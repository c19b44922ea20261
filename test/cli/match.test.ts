import { describe, expect, test } from '@jest/globals';
import { lamia } from './lamia.js';

const FOUNDING =
  'header "User-Agent" regex "^.*(Chrome).*$"  or header "User-Agent" regex "^.*(Nexus 6P).*$"';

const match = (source: string, request: object | string, ...flags: readonly string[]) =>
  lamia(['match', '-e', source, '--request', '-', ...flags], {
    stdin: typeof request === 'string' ? request : JSON.stringify(request),
  });

describe('lamia match', () => {
  test('says whether a request meets the condition, and what each test looked at', async () => {
    const ended = await match(FOUNDING, { headers: { 'User-Agent': 'a Nexus 6P b' } });
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(ended.stdout.split('\n')).toEqual([
      'true',
      `  ${FOUNDING.replace('  ', ' ')} → true`,
      '    header "user-agent" regex "^.*(Chrome).*$" → false ("a Nexus 6P b")',
      '    header "user-agent" regex "^.*(Nexus 6P).*$" → true ("a Nexus 6P b")',
      '',
    ]);
  });

  test('a request that does not meet it is exit 0 too', async () => {
    const ended = await match(FOUNDING, {});
    expect(ended).toMatchObject({ code: 0 });
    expect(ended.stdout).toMatch(/^false\n/);
    expect(ended.stdout).toContain('(missing)');
  });

  test('with --json prints one document', async () => {
    const { code, stdout } = await match('cookie "a" exact "1"', { headers: [['Cookie', 'a=1']] }, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      matches: true,
      plain: true,
      trace: { text: 'cookie "a" exact "1"', start: 0, end: 20, matches: true, value: '1', parts: [] },
    });
  });

  test('tells of a request on which data planes may differ', async () => {
    const request = {
      headers: [
        ['X', '1'],
        ['x', '2'],
      ],
    };
    const { stdout } = await match('header x exact "1,2"', request, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      matches: true,
      plain: false,
      reason: 'the header `x` stands on several lines',
    });
  });

  test.each([
    ['a broken condition', 'header X ~= "a"', '{}', 1, 'there is no operator `~=`'],
    ['a raw ACL', '<url_beg /a>', '{}', 1, 'can be understood by HAProxy alone'],
    ['a decision', 'result = version1;', '{}', 1, 'error'],
    ['an unknown part of a request', 'host exact "a"', '{"hots": "a"}', 1, 'did you mean `host`?'],
    ['a request that is none', 'host exact "a"', '[]', 1, 'a request is one map'],
    [
      'a condition that can never hold',
      'method exact "GET" and method exact "PUT"',
      '{}',
      1,
      'can never hold',
    ],
  ])('refuses %s', async (_what, source, request, code, message) => {
    const ended = await match(source, request);
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(message);
  });

  test('wants a request', async () => {
    expect(await lamia(['match', '-e', 'host exact "a"'])).toMatchObject({ code: 2, stdout: '' });
  });
});
