import { expect, test } from '@jest/globals';
import { pcrePattern } from './pcre.js';
test.each([
  '^.*(Chrome).*$',
  '^.*(Chrome|Nexus 6P).*$',
  '(?i)^.*chrome.*$',
  '.*foo.*bar.*',
  '(a*)*b',
  '(a+)+',
  '(ab|c)*',
  '([a-z]+\\.)*example\\.com',
  '([a-z]+\\.)*example',
  '[^=]*=[0-9]{1,3}',
  'a|ab|abc',
  '(\\d+,)*\\d+',
  '\\bfoo\\b',
  '.*a.{8}',
  '.*a.{12}',
  '.{0,255}',
  '(.*a){3}',
  '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  '(x+x+)+y',
  'é',
  '^$',
  'a?b?c?d*e*f*',
  'Mozilla/5\\.0 \\(.*\\) AppleWebKit/[0-9.]+ .*Safari/.*',
  '.*(iPhone|iPad|Android).*Mobile.*',
  'v[0-9]+(\\.[0-9]+)*',
  '(a|b)*abb',
  '(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\\.){3}[0-9]+',
  '^(.*)$',
  '.+',
  '.*',
  '[^a].*',
  '(?:a|b?)*c',
  '(?:a*b*)*',
])('%s', (p) => {
  const t = process.hrtime.bigint();
  const r = pcrePattern(p, false);
  console.log(p, JSON.stringify(r), Number(process.hrtime.bigint() - t) / 1e6);
  expect(1).toBe(1);
});
