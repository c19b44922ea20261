import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { suggest } from './suggest.js';

const METRICS = ['requests', 'errors', 'latency_p99', 'upstream_rq_total'];

describe('suggest', () => {
  test.each([
    ['requets', 'requests'],
    ['requestss', 'requests'],
    ['rqeuests', 'requests'],
    ['Requests', 'requests'],
    ['erors', 'errors'],
    ['errros', 'errors'],
    ['latency_p9', 'latency_p99'],
    ['upstream_rq_totla', 'upstream_rq_total'],
  ])('%s is near %s', (word, nearest) => {
    expect(suggest(word, METRICS)).toBe(nearest);
  });

  test.each(['', 'xyz', 'req', 'latencies', 'rseqtesu'])('%j is near none', (word) => {
    expect(suggest(word, METRICS)).toBeNull();
  });

  test('one slip is allowed in every three letters', () => {
    expect(suggest('abXdeX', ['abcdef'])).toBe('abcdef');
    expect(suggest('aXcXeX', ['abcdef'])).toBeNull();
    expect(suggest('v3', ['v1'])).toBe('v1');
  });

  test('of several the nearest, of equally near the first', () => {
    expect(suggest('v12', ['v22x', 'v13', 'v14'])).toBe('v13');
  });

  test('keeps the case of the candidate', () => {
    expect(suggest('atleast', ['atLeast'])).toBe('atLeast');
  });

  test('gives up on names that nobody mistypes', () => {
    const long = 'x'.repeat(10_000);
    expect(suggest(long, [`${long}y`])).toBeNull();
  });

  test('whatever it suggests is a candidate', () => {
    const words = fc.array(fc.string());
    fc.assert(
      fc.property(fc.string(), words, (word, candidates) => {
        const nearest = suggest(word, candidates);
        return nearest === null || candidates.includes(nearest);
      }),
    );
  });

  test('finds any single slip in a word of three letters or more', () => {
    const word = fc.stringMatching(/^[a-z]{3,12}$/);
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('add', 'drop', 'swap', 'replace'), (right, seed, slip) => {
        const place = seed % (right.length - 1);
        const [before, letter, next, after] = [
          right.slice(0, place),
          right.charAt(place),
          right.charAt(place + 1),
          right.slice(place + 2),
        ];
        const wrong = {
          add: `${before}_${letter}${next}${after}`,
          drop: before + next + after,
          swap: before + next + letter + after,
          replace: `${before}_${next}${after}`,
        }[slip];
        fc.pre(wrong.length >= 3);
        expect(suggest(wrong, [right])).toBe(right);
      }),
    );
  });
});
