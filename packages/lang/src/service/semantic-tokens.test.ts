import { describe, expect, test } from '@jest/globals';
import { SHOP } from '../testing/shop.js';
import { analyse } from './analysis.js';
import { semanticTokens } from './semantic-tokens.js';

const coloured = (text: string): string =>
  semanticTokens(analyse(text, SHOP))
    .map(({ type, start, end, isDeclaration, isUnknown }) =>
      [`${text.slice(start, end)}:${type}`, isDeclaration && 'declared', isUnknown && 'unknown']
        .filter(Boolean)
        .join(' '),
    )
    .join(', ');

describe('a text is coloured by what it means', () => {
  test.each([
    [
      'let share = metric v1 errors; // e',
      'let:keyword, share:let declared, =:operator, metric:keyword, v1:version, errors:metric, // e:comment',
    ],
    [
      'let a = 1; if (a > 20%) { result = "v1"; }',
      'let:keyword, a:let declared, =:operator, 1:number, if:keyword, a:let, >:operator, 20:number, %:unit, result:keyword, =:operator, "v1":version',
    ],
    [
      'latency.p99{path="/a", code=~"5.."} over 1h30m',
      'latency:metric, p99:statistic, path:label, =:operator, "/a":string, code:label, =~:operator, "5..":regex, over:keyword, 1:number, h:unit, 30:number, m:unit',
    ],
    ['max(errors, 1) / requests', 'max:function, errors:metric, 1:number, /:operator, requests:metric'],
    ['path * 2', 'path:metric unknown, *:operator, 2:number'],
    ['nothing(errors)', 'nothing:function unknown, errors:metric'],
    ['promql "up" as count', 'promql:keyword, "up":string, as:keyword, count:unit'],
    [
      'if (metric v3 nothing > 1) { result = candidate; }',
      'if:keyword, metric:keyword, v3:version unknown, nothing:metric unknown, >:operator, 1:number, result:keyword, =:operator, candidate:version',
    ],
    [
      'header User-Agent regex "^a$" and not Path = /b or cookie "c" in (d, 5) ignoring case',
      'header:field, User-Agent:header, regex:keyword, "^a$":regex, and:operator, not:operator, Path:field, =:operator, /b:string, or:operator, cookie:field, "c":header, in:keyword, d:string, 5:string, ignoring:keyword, case:keyword',
    ],
    ['has header x & <url_beg /a>', 'has:keyword, header:field, x:header, &:operator, <url_beg /a>:string'],
    [
      'metric "svc" 9090 "sub" "errors" > 1',
      'metric:keyword, "svc":version unknown, 9090:version unknown, "sub":version unknown, "errors":metric, >:operator, 1:number',
    ],
    ['if (', 'if:keyword'],
    ['', ''],
  ])('%s', (text, expected) => {
    expect(coloured(text)).toBe(expected);
  });
});
