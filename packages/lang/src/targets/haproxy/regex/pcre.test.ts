import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { arbitraryPattern, arbitraryValue } from '../testing/arbitrary-pattern.js';
import { compiled } from './pcre-in-javascript.js';
import { pcrePattern, type PcrePattern } from './pcre.js';

test.each([
  ['^.*(Chrome).*$', { at: 'contains', texts: ['Chrome'] }],
  ['.*(Chrome|Nexus 6P).*', { at: 'contains', texts: ['Chrome', 'Nexus 6P'] }],
  ['^/a/.*', { at: 'prefix', texts: ['/a/'] }],
  [String.raw`.*\.(png|jpg)$`, { at: 'suffix', texts: ['.png', '.jpg'] }],
  ['a|ab|abc', { at: 'exact', texts: ['a', 'ab', 'abc'] }],
  [String.raw`\bfoo\b`, { at: 'exact', texts: ['foo'] }],
  ['.*', { at: 'suffix', texts: [''] }],
])('`%s` needs no regular expression', (pattern, texts) => {
  expect(pcrePattern(pattern, false)).toEqual({ kind: 'texts', texts });
});

test.each([
  // As it is written.
  ['[^=]*=[0-9]{1,3}', '^(?:[^=]*=[0-9]{1,3})$'],
  ['(?i).*chrome.*', '^(?:(?>.*?[Cc][Hh][Rr][Oo][Mm][Ee]).*)$'],
  [String.raw`(\d+,)*\d+`, '^(?:(?:[0-9]+,)*+[0-9]+)$'],
  ['(ab|c)*', '^(?:(?:c|ab)*+)$'],
  ['(a|b)*abb', '^(?:[ab]*abb)$'],
  [String.raw`[[:digit:]]+\Q.\E\pL\x{41}`, String.raw`^(?:[0-9]+\.[A-Za-z]A)$`],
  [String.raw`(^a|\Ab)[cd]($|\z)`, '^(?:[ab][cd])$'],
  // In parts, none of which is gone back into.
  ['.*foo.*bar.*', '^(?:(?>.*?foo)(?>.*?bar).*)$'],
  ['.*(iPhone|iPad).*Mobile', '^(?:(?>.*?(?:iPhone|iPad)).*Mobile)$'],
  ['.*a.*b.*|.*c[0-9]+.*d.*', '^(?:(?>.*?a)(?>.*?b).*|(?>.*?c[0-9])(?>.*?d).*)$'],
  // From the automaton.
  ['(a+)+b', '^(?:aa*b)$'],
  ['(x+x+)+y', '^(?:xxx*y)$'],
  ['(.*a){3}', '^(?:[^a]*a[^a]*a(?:[^a]|aa*[^a])*+aa*)$'],
  [String.raw`v\d+(\.\d+)*`, String.raw`^(?:v[0-9](?:[0-9]|\.[0-9])*+)$`],
])('`%s` becomes `%s`', (pattern, text) => {
  expect(pcrePattern(pattern, false)).toEqual({ kind: 'regex', text });
});

test('what matches no value of ASCII is said to be so', () => {
  expect(pcrePattern('é', false)).toEqual({ kind: 'never' });
  expect(pcrePattern('a^b', false)).toEqual({ kind: 'never' });
});

test.each(['.*a.{12}', '(a|aa|b.*c){3}.*a.{9}', '(.{0,300}x){2}'])('nothing is proved of `%s`', (pattern) => {
  expect(pcrePattern(pattern, false)).toBeNull();
});

test('what is emitted matches what RE2 matches', () => {
  const kinds = { never: 0, texts: 0, regex: 0, null: 0 };
  fc.assert(
    fc.property(
      arbitraryPattern,
      fc.boolean(),
      fc.array(arbitraryValue, { minLength: 30, maxLength: 30 }),
      (pattern, ignoreCase, values) => {
        const regex = RE2JS.compile(ignoreCase ? `(?i:${pattern})` : pattern);
        const emitted = pcrePattern(pattern, ignoreCase);
        kinds[emitted?.kind ?? 'null'] += 1;
        if (emitted === null) return;
        const matches = tester(emitted);
        const wrong = values.filter((value) => matches(value) !== regex.matches(value));
        expect([pattern, emitted, wrong]).toEqual([pattern, emitted, []]);
      },
    ),
    { seed: 20_261_126, numRuns: 400 },
  );
  expect(kinds.regex).toBeGreaterThan(150);
  expect(kinds.null).toBeLessThan(100);
});

function tester(emitted: PcrePattern): (value: string) => boolean {
  switch (emitted.kind) {
    case 'never':
      return () => false;
    case 'regex': {
      const regex = compiled(emitted.text);
      return (value) => regex.test(value);
    }
    case 'texts': {
      const { at, texts } = emitted.texts;
      return (value) =>
        texts.some((text) => {
          const holds = {
            exact: value === text,
            prefix: value.startsWith(text),
            suffix: value.endsWith(text),
          };
          return at === 'contains' ? value.includes(text) : holds[at];
        });
    }
  }
}
