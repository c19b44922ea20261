import { describe, expect, test } from '@jest/globals';
import { format } from './format.js';

describe('format', () => {
  test('gives the canonical text, without a line break at its end', () => {
    expect(format('if(a|b){result=v1;}\n').text).toBe('if (a or b) {\n  result = v1;\n}');
  });

  test('says what it changed of older dialects', () => {
    const { text, diagnostics } = format('metric svc 9090 subset1 m');
    expect(text).toBe('metric "svc:9090/subset1" "m"');
    expect(diagnostics).toMatchObject([{ code: 'legacy-dialect', severity: 'info' }]);
  });

  test('does not care for names, types and units', () => {
    expect(format('nothing(1)+"v"*nil')).toEqual({ text: 'nothing(1) + "v" * nil', diagnostics: [] });
  });

  test('of a text without a program keeps its comments', () => {
    expect(format('')).toEqual({ text: '', diagnostics: [] });
    expect(format('  // later\n')).toEqual({ text: '// later', diagnostics: [] });
  });

  test.each(['a +', 'a * 10min', '"a', '('.repeat(70)])(
    'gives none for a text that cannot be read: %s',
    (source) => {
      const { text, diagnostics } = format(source);
      expect(text).toBeNull();
      expect(diagnostics).toMatchObject([{ severity: 'error' }]);
    },
  );

  test('gives none that would be longer than a program can be', () => {
    const { text, diagnostics } = format('/**/'.repeat(16_000));
    expect(text).toBeNull();
    expect(diagnostics).toMatchObject([{ code: 'source-too-long', severity: 'error' }]);
  });

  test.each([
    ['header x = 1 AND Not ( path prefix /a )', 'header "x" exact "1" and not path prefix "/a"'],
    [
      'let a = host is "b" ; // the shop\n a or <url_beg /2 >',
      'let a = host exact "b"; // the shop\na or <url_beg /2>',
    ],
    [
      'user-agent is safari || (a)',
      'header "User-Agent" contains "Safari" and header "User-Agent" contains "Version" or a',
    ],
  ])('of a condition: %s', (source, text) => {
    expect(format(source).text).toBe(text);
    expect(format(text).text).toBe(text);
  });
});
