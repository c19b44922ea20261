import { describe, expect, test } from '@jest/globals';
import { expectSyntax } from '../testing/expect-findings.js';
import { parse } from './parse.js';
import { printExpression } from './print-expression.js';

/** The canonical text of a condition. */
function canonical(source: string): string | null {
  const { value } = parse(source).program;
  return value === null ? null : printExpression(value);
}

test('a test is kept with its parts and their places', () => {
  expect(parse(' header "X" exact  "y" ').program.value).toEqual({
    kind: 'Predicate',
    field: 'header',
    name: 'X',
    fieldSpan: { start: 1, end: 11 },
    test: { test: 'exact', text: { value: 'y', start: 19, end: 22 } },
    ignoreCase: false,
    start: 1,
    end: 22,
  });
});

test('the canonical form is not remarked on', () => {
  for (const source of [
    'header "X" exact "y"',
    'header X prefix "y" ignoring case',
    'not cookie "a" present',
    'query "q" in ("a", "b")',
    'path under "/a" and method in (GET, POST)',
    'header "X" contains "y"',
  ]) {
    expect(parse(source).diagnostics).toEqual([]);
  }
});

describe('spellings', () => {
  test.each([
    ['header X exact y', 'header "X" exact "y"'],
    ['HEADER X Regex "^a"', 'header "X" regex "^a"'],
    ['header: X exists', 'header "X" present'],
    ['cookie a not exact "b"', 'not cookie "a" exact "b"'],
    ['cookie a not b', 'not cookie "a" exact "b"'],
    ['cookie a not present', 'not cookie "a" present'],
    ['cookie a not in (b, "c", 5)', 'not cookie "a" in ("b", "c", "5")'],
    ['host != localhost', 'not host exact "localhost"'],
    ['host ! localhost', 'not host exact "localhost"'],
    ['host is localhost', 'host exact "localhost"'],
    ['host has localhost', 'host contains "localhost"'],
    ['host misses localhost', 'not host contains "localhost"'],
    ['host not misses localhost', 'host contains "localhost"'],
    ['uri prefix "/v1"', 'path prefix "/v1"'],
    ['path ~ "/v[0-9]"', 'path regex "/v[0-9]"'],
    ['path = /2', 'path exact "/2"'],
    ['has header X-VAMP', 'header "X-VAMP" present'],
    ['contains cookie vamp', 'cookie "vamp" present'],
    ['Misses Cookie vamp', 'not cookie "vamp" present'],
    ['cookie MYCUSTOMER contains Value=good', 'cookie "MYCUSTOMER" contains "Value=good"'],
    ['header vamp has 12345', 'header "vamp" contains "12345"'],
    ['header vamp misses 12345', 'not header "vamp" contains "12345"'],
    ['path prefix /a ignoring case', 'path prefix "/a" ignoring case'],
    ["header X exact 'it''s'", 'header "X" exact "it\'s"'],
    ['< url_beg /2 >', '<url_beg /2>'],
  ])('%s', (source, text) => {
    expect(canonical(source)).toBe(text);
    expect(canonical(text)).toBe(text);
  });
});

describe('after `user-agent`', () => {
  test.each([
    ['User-Agent==Firefox', 'header "User-Agent" contains "Firefox"'],
    ['user.agent != firefox', 'not header "User-Agent" contains "Firefox"'],
    ['useragent ! Edge', 'not header "User-Agent" contains "Edge"'],
    ['User-Agent = IOS', 'header "User-Agent" contains "IOS"'],
    ['User-Agent has chrome', 'header "User-Agent" contains "Chrome"'],
    ['User-Agent misses ie', 'not header "User-Agent" contains "MSIE"'],
    [
      'User-Agent is Safari',
      'header "User-Agent" contains "Safari" and header "User-Agent" contains "Version"',
    ],
    [
      'User-Agent not Safari',
      'not (header "User-Agent" contains "Safari" and header "User-Agent" contains "Version")',
    ],
    ['user-agent exact "chrome"', 'header "User-Agent" exact "chrome"'],
    ['user-agent contains "chrome"', 'header "User-Agent" contains "chrome"'],
    ['user-agent not exact "ie"', 'not header "User-Agent" exact "ie"'],
    ['user-agent regex "^.*(Safari).*$"', 'header "User-Agent" regex "^.*(Safari).*$"'],
    ['user-agent in (ie, Safari)', 'header "User-Agent" in ("ie", "Safari")'],
  ])('%s', (source, text) => {
    expect(canonical(source)).toBe(text);
    expect(canonical(text)).toBe(text);
  });
});

test('an older spelling is told with its canonical form, in parentheses where it needs them', () => {
  expectSyntax(
    '<|user-agent = ie|> and <|host is a|>',
    {
      code: 'legacy-dialect',
      severity: 'info',
      message: 'an older spelling of `header "User-Agent" contains "MSIE"`',
      fixed: ['header "User-Agent" contains "MSIE" and host is a'],
    },
    {
      code: 'legacy-dialect',
      severity: 'info',
      fixed: ['user-agent = ie and host exact "a"'],
    },
  );
  expectSyntax('not <|user-agent = safari|>', {
    code: 'legacy-dialect',
    severity: 'info',
    fixed: ['not (header "User-Agent" contains "Safari" and header "User-Agent" contains "Version")'],
  });
});

test('an escape that names no character is an error at its place', () => {
  expectSyntax('header X exact "a<|\\u{d800}|>"', { code: 'bad-escape' });
});

describe('broken text leaves the test out', () => {
  test.each(['header', 'header X', 'header X exact', 'host in (', 'has header'])('%s', (source) => {
    const { diagnostics } = parse(source);
    expect(diagnostics.filter(({ severity }) => severity === 'error').length).toBeLessThanOrEqual(1);
  });
});
