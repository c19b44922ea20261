import { describe, expect, test } from '@jest/globals';
import { spanOf, type SpanFlags } from './recording-span.js';

const NOW = 1_700_000_000_000;

describe('the span of a recording', () => {
  test.each<[string, SpanFlags, object]>([
    ['from now on', {}, { past: null, every: 10_000, lines: 100_000, isOpenEnded: true }],
    ['for so long', { for: '1m', every: '5s' }, { past: null, every: 5_000, lines: 12, isOpenEnded: false }],
    ['less than an interval', { for: '1s' }, { past: null, lines: 1 }],
    ['from then until now', { from: NOW - 60_000 }, { past: { from: NOW - 60_000 }, lines: 7 }],
    ['from then for so long', { from: NOW - 60_000, for: '30s' }, { lines: 4, isOpenEnded: false }],
    ['from then until then', { from: NOW - 60_000, to: NOW - 60_000 }, { lines: 1 }],
  ])('%s', (_, flags, span) => {
    expect(spanOf(flags, NOW)).toMatchObject(span);
  });

  test.each<[string, SpanFlags, string]>([
    ['an end without a begin', { to: NOW }, '`--to` needs `--from`'],
    ['two ends', { from: 0, to: NOW, for: '1h' }, 'give one of them'],
    ['an end before its begin', { from: NOW, to: NOW - 1 }, '`--to` is earlier than `--from`'],
    ['a begin that is yet to come', { from: NOW + 1 }, 'the past ends now'],
    ['an end that is yet to come', { from: NOW - 1, for: '1h' }, 'the past ends now'],
    ['more than anybody reads', { from: 0 }, 'a recording has 100000 at most'],
    ['no time between two lines', { every: '0s' }, '`--every` wants a duration'],
    ['no duration', { for: 'long' }, '`--for` wants a duration'],
  ])('is refused with %s', (_, flags, message) => {
    expect(() => spanOf(flags, NOW)).toThrow(message);
  });
});
