import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import type { Literal } from '../../packages/lang/src/condition/atom.js';
import { emitRules } from '../../packages/lang/src/targets/haproxy/emit.js';
import {
  arbitraryPattern,
  arbitraryValue,
} from '../../packages/lang/src/targets/haproxy/testing/arbitrary-pattern.js';
import type { HaproxyRules } from '../../packages/lang/src/targets/haproxy/rules.js';
import { describeWith } from '../components/binaries.js';
import { loadRules } from './loaded.js';
import { rawRequest, sendAll } from '../proxies/raw-client.js';

const BACKENDS = ['yes', 'no'];
const SEED = 20_261_126;

/** Patterns that take a backtracking matcher exponential or polynomial time, or one place to come back to for every turn. */
const HOSTILE = [
  '(a+)+b',
  '(a|aa)+b',
  '(a*)*b',
  '([a-c]+)*d',
  '(.*a){6}',
  '.*a.*b.*c.*',
  '.*(ab|ba).*(aab|b).*x',
  '(x+x+)+y',
  '(ab|c)*',
  '((ab)*c)*',
  '([a-c]+,)*[a-c]+',
  '(a[^b]*b|c)*',
  '(ab+|c){0,160}',
  '(ab|cd?){0,125}',
  '(a?b?c?){12}.*',
  '.{0,500}',
];

/** As long as HAProxy takes a header. */
const LENGTH = 14_000;
const TURNS = ['a', 'ab', 'abc', 'x', 'c', 'ab,', 'ba', 'a.b '];
const LONG = TURNS.flatMap((turn) =>
  ['', 'b', 'd', 'y', '!'].map((end) => turn.repeat(LENGTH).slice(0, LENGTH).trim() + end),
);
const MIDDLE = TURNS.flatMap((turn) => [60, 124, 155, 161, 400].map((times) => turn.repeat(times).trim()));

describeWith('haproxy', 'regular expressions in a real HAProxy', (haproxy) => {
  test('what is emitted matches what RE2 matches, long values too, without taking long', async () => {
    const drawn = fc.sample(arbitraryPattern, { seed: SEED, numRuns: 150 });
    const patterns = [...HOSTILE, ...drawn].flatMap((pattern) => {
      const rules = rulesFor(pattern);
      return rules === null ? [] : [{ pattern, rules }];
    });
    expect(HOSTILE.filter((hostile) => !patterns.some(({ pattern }) => pattern === hostile))).toEqual([]);
    expect(patterns.length).toBeGreaterThan(120);
    const loaded = await loadRules(
      haproxy,
      patterns.map(({ rules }) => rules),
      BACKENDS,
    );
    const wrong: unknown[] = [];
    try {
      for (const [index, { pattern }] of patterns.entries()) {
        const regex = RE2JS.compile(pattern);
        const drawnValues = fc.sample(arbitraryValue, { seed: SEED + index, numRuns: 40 });
        const short = drawnValues.map((value) => value.trim());
        const long = index < HOSTILE.length ? [...LONG, ...MIDDLE] : LONG.slice(0, 10);
        const values = [...short, ...long];
        const answers = await sendAll(
          { path: loaded.socketOf(index) },
          values.map((value) => rawRequest({ headers: [['x-a', value]] })),
        );
        for (const [place, value] of values.entries()) {
          const body = answers[place]?.body ?? null;
          const expected = regex.matches(value) ? 'yes' : 'no';
          if (body !== expected)
            wrong.push({ pattern, length: value.length, value: value.slice(0, 50), expected, body });
        }
      }
    } finally {
      await loaded.close();
    }
    expect({ seed: SEED, count: wrong.length, wrong: wrong.slice(0, 5) }).toEqual({
      seed: SEED,
      count: 0,
      wrong: [],
    });
  }, 120_000);
});

/** Rules that send a header's matches one way and all else another; null where nothing is proved of the pattern. */
function rulesFor(pattern: string): HaproxyRules | null {
  const literal: Literal = {
    field: 'header',
    name: 'x-a',
    op: 'regex',
    value: pattern,
    ignoreCase: false,
    negated: false,
  };
  const emitted = emitRules(
    { hosts: [] },
    [
      { all: [literal], route: 0 },
      { all: [], route: 1 },
    ],
    BACKENDS,
  );
  return emitted.ok ? emitted.rules : null;
}
