import { describe, expect, test } from '@jest/globals';
import { tokenize } from './tokenize.js';

const kinds = (source: string): readonly string[] =>
  tokenize(source).tokens.map(({ tokenType, image }) => `${tokenType.name} ${image}`);
const last = (source: string): string | undefined => kinds(source).at(-1);
const ofType = (type: string, source: string): readonly string[] =>
  tokenize(source)
    .tokens.filter(({ tokenType }) => tokenType.name === type)
    .map(({ image }) => image);

describe('unquoted text', () => {
  test.each([
    ['host == localhost', 'localhost'],
    ['host = localhost', 'localhost'],
    ['host is localhost', 'localhost'],
    ['Host Has localhost', 'localhost'],
    ['host != localhost', 'localhost'],
    ['host ! localhost', 'localhost'],
    ['host not localhost', 'localhost'],
    ['host not prefix www', 'www'],
    ['path ~ /a.*', '/a.*'],
    ['path prefix /2', '/2'],
    ['path == //x', '//x'],
    ['uri is #top', '#top'],
    ['uri == http://x/y?a=b', 'http://x/y?a=b'],
    ['cookie vamp has 12345', '12345'],
    ['cookie "vamp" has 10min', '10min'],
    ['cookie: vamp contains Value=good', 'Value=good'],
    ['header X-A exact 1.2.3', '1.2.3'],
    ['user-agent == Firefox', 'Firefox'],
    ['useragent=Firefox', 'Firefox'],
    ['user.agent != métro', 'métro'],
    ['scheme is https)', 'https'],
    ['host is result', 'result'],
    ['host is if', 'if'],
  ])('in %s', (source, text) => {
    expect(ofType('UnquotedText', source)).toEqual([text]);
  });

  test.each(['and', 'OR', 'not', 'exact', 'In', 'present', 'exists', 'ignoring', 'has', 'regex'])(
    'is not the word %s',
    (word) => {
      expect(ofType('UnquotedText', `host is ${word}`)).toEqual([]);
    },
  );

  test.each([
    ['a string', 'host is "localhost"'],
    ['after a word that is no field', 'region is west'],
    ['after a comparison of a metric', 'path > west'],
    ['after a metric of that name', 'metric v1 path == west'],
    ['after a version of that name', 'metric path requests == west'],
    ['in the second dialect', 'metric svc 9090 path is m'],
    ['in the second dialect', 'metric svc 9090 sub path == west'],
    ['after a statistic of that name', 'requests.path == west'],
    ['after a unit of that name', 'promql "x" as path == west'],
    ['in a `let`', 'let path = west;'],
    ['after a label', 'requests{path=west}'],
    ['after a later label', 'requests{a="b", host = west}'],
    ['before a comment in a selector', 'requests{path= /* all */ "/"}'],
    ['after `not` alone', 'not west'],
    ['after a name in parentheses', '(path) == west'],
  ])('is not found %s: %s', (_where, source) => {
    expect(ofType('UnquotedText', source)).toEqual([]);
  });

  test('begins no comment', () => {
    expect(tokenize('path == //x').comments).toEqual([]);
    expect(tokenize('path == /*x*/').comments).toEqual([]);
    expect(tokenize('(path) == //x').comments).toHaveLength(1);
  });
});

describe('the name of a header, cookie or query parameter', () => {
  test.each([
    ['header User-Agent exact "x"', 'User-Agent'],
    ['header: X.Y exact "x"', 'X.Y'],
    ['has cookie JSESSIONID', 'JSESSIONID'],
    ['Misses Header x-y', 'x-y'],
    ['query q present', 'q'],
    ['cookie exact exact "x"', 'exact'],
    ['header result is 1', 'result'],
    ['header over exact "x"', 'over'],
    ['header\tX is 1', 'X'],
    ['header /* the */ X is 1', 'X'],
  ])('in %s', (source, name) => {
    expect(ofType('FieldName', source)).toEqual([name]);
  });

  test.each([
    ['a metric compared', 'header > 5'],
    ['a metric before `and`', 'header and x'],
    ['a metric before `OR`', 'query OR x'],
    ['a metric with a window', 'header over 5m'],
    ['a metric with an offset', 'cookie offset 5m'],
    ['a window on the next line', 'cookie over\n5m'],
    ['a window after comments', 'cookie over /* five */ // minutes\n# yes\n5m'],
    ['a call', 'header(a)'],
    ['a metric of that name', 'metric v1 header over'],
    ['a version of that name', 'metric header requests'],
    ['a subset of that name', 'metric svc 9090 cookie requests'],
    ['a statistic of that name', 'requests.query and x'],
    ['a `let` of that name', 'let header = 5;'],
    ['a unit of that name', 'promql "x" as query and x'],
    ['the next line', 'header\nX'],
    ['the next line after a carriage return', 'header\rX'],
    ['the line after a comment', 'header // of course\nX'],
    ['a string', 'header "X"'],
  ])('is not %s: %j', (_what, source) => {
    expect(ofType('FieldName', source)).toEqual([]);
  });
});

describe('a raw ACL', () => {
  test.each([
    ['<water ⇒ ice>', '<water ⇒ ice>'],
    [' < url_beg /2 > ', '< url_beg /2 >'],
    ['not <a>', '<a>'],
    ['! <a>', '<a>'],
    ['(<a>)', '<a>'],
    ['a and <b>', '<b>'],
    ['a | <b>', '<b>'],
    ['result = <a>;', '<a>'],
    ['let a = 1; <b>', '<b>'],
    ['if (<a>) {}', '<a>'],
    ['if (true) {} <a>', '<a>'],
    ['if (true) { result = v1; } <a>', '<a>'],
  ])('opens where an operand is expected: %s', (source, acl) => {
    expect(ofType('RawAclText', source)).toEqual([acl]);
  });

  test.each([
    ['after a name', 'a < b or c > d'],
    ['after a number', '5 < b or c > d'],
    ['after a parenthesis', '(a) < b or c > d'],
    ['after a selector', 'a{b="c"} < 5 or d > 1'],
    ['after a statistic', 'a.and < 5 or d > 1'],
    ['after a version', '"v1" < 5 or d > 1'],
    ['without its end', '<a'],
    ['around nothing', '<>'],
  ])('does not %s: %s', (_where, source) => {
    expect(ofType('RawAclText', source)).toEqual([]);
  });
});

test('what a pattern does not take is read as anywhere else', () => {
  expect(kinds('host is and')).toEqual(['HostWord host', 'IsWord is', 'And and']);
  expect(last('header over 5m')).toBe('NumberText 5m');
});
