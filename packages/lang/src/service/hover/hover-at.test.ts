import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { runSeed } from '../../../../../test/seed.js';
import { arbitraryCondition } from '../../testing/arbitrary-condition.js';
import { arbitrarySource } from '../../testing/arbitrary-source.js';
import { withCursor } from '../../testing/cursor.js';
import { SHOP } from '../../testing/shop.js';
import { analyse } from '../analysis.js';
import type { ServiceContext } from '../context.js';
import { hoverAt } from './hover-at.js';

const LIVE: ServiceContext = {
  ...SHOP,
  window: 60_000,
  queriesOf: (read, version) =>
    read.kind === 'metric' && read.metric === 'latency'
      ? [`avg(shop_latency_seconds{version="${version}"})`]
      : [],
  sampleOf: (read, version) => {
    if (read.kind === 'promql') return { known: true, value: 7 };
    if (version === 'v1') return { known: false, cause: 'no-series' };
    return { known: true, value: 0.123456789 };
  },
};

function hover(
  text: string,
  context: ServiceContext = LIVE,
): { readonly of: string; readonly says: string } | null {
  const { source, offset } = withCursor(text);
  const found = hoverAt(analyse(source, context), offset);
  return found === null ? null : { of: source.slice(found.span.start, found.span.end), says: found.markdown };
}

describe('of a metric', () => {
  test('its unit, description, query and current value', () => {
    expect(hover('if (metric candidate lat<|>ency.p99 over 5m < 250ms) { }')).toEqual({
      of: 'metric candidate latency.p99 over 5m',
      says: [
        '```lamia\nmetric candidate latency.p99 over 5m // s\n```',
        'Now of `v2`: 0.123457 s',
        'a metric of the shop.',
        's; a gauge: its mean over the window',
        'Statistics: `.p50`, `.p99`, `.count`',
        '```promql\navg(shop_latency_seconds{version="v2"})\n```',
      ].join('\n\n'),
    });
  });

  test('of each version in a score, and why one has no value', () => {
    const says = hover('err<|>ors / requests', { ...LIVE, kind: 'score' })?.says;
    expect(says).toContain('Now of `v1`: no value: has no series  \nNow of `v2`: 0.123457');
    expect(says).toContain('Over the gateway’s window, 1m.');
    expect(hover('laten<|>cy', { ...LIVE, kind: 'score' })?.says).toContain('version="v2"');
  });

  test('also in a program with mistakes, and without any catalogue', () => {
    expect(hover('if (metric v1 err<|>ors > ) { result = 1 }', {})?.says).toBe(
      '```lamia\nmetric v1 errors\n```',
    );
    expect(hover('let a = promql "u<|>p" as s; result')?.says).toContain('Now: 7 s');
  });
});

describe('of a name', () => {
  test.each<[string, string, string]>([
    ['let share = metric v1 errors / metric v1 requests; if (sh<|>are > 1%) { }', 'share', 'share: ratio'],
    ['let sh<|>are = metric v1 errors; result', 'share', 'share: count'],
    ['result = cand<|>idate;', 'candidate', 'Now `v2`.'],
    ['result = v<|>1;', 'v1', 'The baseline of this gateway.'],
    ['if (metric "v<|>2" errors > 1) { }', '"v2"', 'The candidate of this gateway.'],
    ['result = "v<|>2";', '"v2"', '**version** `v2`'],
    ['let a = cl<|>amp(metric v1 cpu, 0, 1); result', 'clamp', 'clamp(x, lo, hi) // ratio'],
  ])('%s', (text, of, says) => {
    const found = hover(text);
    expect(found?.of).toBe(of);
    expect(found?.says).toContain(says);
  });

  test('a role that the gateway does not have', () => {
    expect(hover('result = base<|>line;', { ...SHOP, baseline: null })?.says).toContain(
      'This gateway has none.',
    );
  });
});

describe('of words and signs', () => {
  test.each<[string, string, string]>([
    ['i<|>f (true) { }', 'if', 'An unknown condition ends the program undecided.'],
    ['let a = metric v1 errors o<|>ver 5m; result', 'over', 'The window'],
    ['met<|>ric v1 errors', 'metric', 'Reads one number'],
    ['let a = metric v1 errors <|>/ 5m; result', '/', '`/` gives count/s'],
    ['let a = 25<|>0ms; result', '250ms', '0.25 s'],
    ['let a = 20<|>%; result', '20%', '0.2'],
    ['let a = metric v1 errors{co<|>de=~"5.."}; result', 'code=~"5.."', 'Only series whose label fits'],
  ])('%s', (text, of, says) => {
    const found = hover(text);
    expect(found?.of).toBe(of);
    expect(found?.says).toContain(says);
  });

  test.each(['<|>', 'if (1 > 2<|>) { }', '// if<|>', 'result = 1<|>   ;', '"<|>'])(
    'nothing at %s',
    (text) => {
      expect(hover(text, { kind: 'score' })).toBeNull();
    },
  );
});

describe('of a test, in words', () => {
  test.each<[string, string]>([
    [
      'path un<|>der "/a/"',
      'True where the path, without its query, is `/a` or begins with `/a/`, so not `/ax`; case counts.',
    ],
    [
      'host exact "Shop.<|>Example"',
      'True where the host, without its port, is `shop.example`, in any case.',
    ],
    ['method in ("get", "PO<|>ST")', 'True where the method is one of `GET`, `POST`.'],
    [
      'header "X" prefix "a" ignoring ca<|>se',
      'True where the header `X` begins with `a`, A–Z taken for a–z. False of a request without the header `X`.',
    ],
    [
      'header "X" no<|>t exact "a"',
      'Not true where the header `X` is `a`; case counts. True of a request without the header `X`, too.',
    ],
    [
      'cookie "c" pre<|>sent',
      'True where the first cookie `c` is there, be it empty. False of a request without `c`.',
    ],
    ['query q regex "<|>a|b"', 'as a whole is matched by `a|b`; case counts.'],
  ])('%s', (text, says) => {
    expect(hover(text, {})?.says).toContain(says);
  });

  test('an older spelling in the words of today', () => {
    const found = hover('user-agent is Saf<|>ari', {});
    expect(found?.says).toContain(
      'header "User-Agent" contains "Safari" and header "User-Agent" contains "Version"',
    );
    expect(found?.says.match(/True where/g)).toHaveLength(2);
  });

  test('whatever is in its texts, they are code', () => {
    expect(hover('header "X" exact "a`<|>b"', {})?.says).toContain('is `` a`b ``;');
  });
});

test('there is an answer, around the cursor, at every place of every text', () => {
  fc.assert(
    fc.property(fc.oneof(arbitrarySource, arbitraryCondition), fc.nat(), fc.nat(), (source, from, at) => {
      const start = from % (source.length + 1);
      const text = source.slice(0, start) + source.slice(start + (at % 4));
      const offset = at % (text.length + 1);
      const found = hoverAt(analyse(text, LIVE), offset);
      if (found === null) return;
      expect(found.span.start).toBeLessThanOrEqual(offset);
      expect(found.span.end).toBeGreaterThanOrEqual(offset);
      expect(found.markdown).not.toBe('');
    }),
    { numRuns: 200, seed: runSeed() },
  );
});
