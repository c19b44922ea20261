import { describe, expect, test } from '@jest/globals';
import type { ServiceContext } from '../context.js';
import { withCursor } from '../../testing/cursor.js';
import { SHOP } from '../../testing/shop.js';
import { analyse } from '../analysis.js';
import type { Completion } from './completion.js';
import { completionsAt } from './completions-at.js';

const DECISION: ServiceContext = { ...SHOP, kind: 'decision' };
const SCORE: ServiceContext = { ...SHOP, kind: 'score' };
const CONDITION: ServiceContext = { kind: 'condition' };

function at(text: string, context: ServiceContext): readonly Completion[] {
  const { source, offset } = withCursor(text);
  return completionsAt(analyse(source, context), offset);
}

const labels = (text: string, context: ServiceContext): readonly string[] =>
  at(text, context).map(({ label }) => label);

/** What the text becomes by the completion of that label. */
function completed(text: string, label: string, context: ServiceContext): string {
  const { source } = withCursor(text);
  const found = at(text, context).find((completion) => completion.label === label);
  if (found === undefined) throw new Error(`${label} is not offered`);
  return source.slice(0, found.span.start) + found.insert.text + source.slice(found.span.end);
}

const METRICS = [...SHOP.catalogue.metrics.keys()];
const VERSIONS = ['candidate', 'baseline', 'v1', 'v2'];
const ARITHMETIC = ['+', '-', '*', '/', '??'];
const [SIGNS, FALLBACK] = [ARITHMETIC.slice(0, -1), ARITHMETIC.slice(-1)];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!='];
const TESTS = ['exact', 'prefix', 'suffix', 'contains', 'regex', 'in', 'present', 'not'];

describe('of a decision', () => {
  test.each<[string, readonly string[]]>([
    ['<|>', ['nil', 'result', ...VERSIONS, 'if', 'result =', 'let']],
    ['if (true) { <|> }', ['if', 'result =', 'let']],
    ['if (true) { } <|>', ['else if', 'else', 'nil', 'result', ...VERSIONS, 'if', 'result =', 'let']],
    ['if (true) { } else { } <|> let a = 1; a', ['if', 'result =', 'let']],
    ['if (true) { } else <|>', ['if']],
    ['result = <|>', ['nil', 'result', ...VERSIONS]],
    // In quotes a role would be a label.
    ['result = "<|>"', ['v1', 'v2']],
    ['if (metric "<|>" errors', ['v1', 'v2']],
    ['if (metric <|>', VERSIONS],
    ['if (metric v1 <|>', METRICS],
    ['if (metric v1 "<|>" > 1', METRICS],
    ['if (metric v1 latency.<|>', ['p50', 'p99', 'count']],
    ['if (metric v1 latency.p<|>', ['p50', 'p99', 'count']],
    ['if (metric v1 errors <|>', ['over', 'offset', ...ARITHMETIC, ...COMPARISONS]],
    ['if (metric v1 errors over 5m <|>', ['offset', ...ARITHMETIC, ...COMPARISONS]],
    ['if (metric v1 errors over <|>', ['30s', '1m', '5m', '10m', '30m', '1h', '1d']],
    ['if (metric v1 errors over 7<|>', ['7ms', '7s', '7m', '7h', '7d', '7w']],
    ['if (promql "up" <|>', ['as', ...ARITHMETIC, ...COMPARISONS]],
    ['if (promql "up" as <|>', ['ratio', 'count', 's', 'B', 'count/s']],
    ['let <|>', []],
    ['// <|>', []],
    ['/* <|> */', []],
    ['if (metric v1 errors{<|>', ['code', 'zone']],
    ['if (metric v1 errors{c<|>="5xx"}', ['code', 'zone']],
    ['if (metric v1 errors{code="5xx", <|>', ['code', 'zone']],
    ['if (metric v1 latency.p99{<|>', ['zone']],
    ['if (metric v1 cpu{<|>', []],
    ['if (metric v1 cpu{pod="a"} > metric v2 cpu{<|>', ['pod']],
    ['if (metric v1 errors{code <|>', ['=', '!=', '=~', '!~']],
    ['if (metric v1 errors{code=<|>', ['4xx', '5xx']],
    ['if (metric v1 errors{code!="<|>"} > 1)', ['4xx', '5xx']],
    ['if (metric v1 errors{code="4<|>', ['4xx', '5xx']],
    ['if (metric v1 errors{pod="a"} > metric v2 errors{pod="<|>', ['a']],
    ['if (metric v1 errors{code="5xx"<|>', []],
    ['if (metric v1 errors{code="5xx"} <|>', ['over', 'offset', ...ARITHMETIC, ...COMPARISONS]],
    ['if (metric v1 errors > 5 <|>', ['and', 'or', ...ARITHMETIC]],
    ['if (metric v1 errors > 5 and true <|>', ['and', 'or']],
    ['if (v1 <|>', ['==', '!=']],
    ['if (v1 == candidate <|>', ['and', 'or']],
    ['let share = 1; if (share <|>', [...ARITHMETIC, ...COMPARISONS]],
    ['if ((1 / (2 - 1)) <|>', [...SIGNS, ...COMPARISONS]],
    ['if (1 + 2 <|>', [...SIGNS, ...COMPARISONS]],
    ['if (1 ?? 2 <|>', [...FALLBACK, ...COMPARISONS]],
    ['if (metric "v1" "<|>', METRICS],
    ['if (@ ) { result = ; } let a = metric v1 errors{<|>', ['code', 'zone']],
  ])('%s', (text, expected) => {
    expect(labels(text, DECISION)).toEqual(expected);
  });

  test.each(['if (<|>', 'if (true and <|>', 'let a = <|>', 'if ((<|>', 'if (not <|>'])(
    'everything with a value at %s',
    (text) => {
      const offered = labels(text, DECISION);
      expect(offered).toEqual(
        expect.arrayContaining(['metric', 'promql', 'min', 'known', 'not', 'true', 'result', ...VERSIONS]),
      );
      expect(offered).not.toEqual(expect.arrayContaining(['header']));
      expect(offered).not.toEqual(expect.arrayContaining(['errors']));
    },
  );

  test.each(['if (v1 == <|>', 'if (1 ?? <|>'])('no `not` at %s', (text) => {
    expect(labels(text, DECISION)).toContain('metric');
    expect(labels(text, DECISION)).not.toContain('not');
  });

  test.each(['if (1 > <|>', 'if (min(<|>', 'if (min(1, <|>', 'if (1 / <|>', 'if (-<|>'])(
    'only numbers at %s',
    (text) => {
      expect(labels(text, DECISION)).toEqual(['metric', 'min', 'max', 'abs', 'clamp', 'atLeast', 'promql']);
    },
  );

  test('names in reach, by what they are, and no others', () => {
    const text = `
      let share = metric v1 errors / metric v1 requests;
      let best = v1;
      if (share > 1%) { let inner = 1; result = best; }
      let later = 1;`;
    const lets = (place: string): readonly string[] =>
      at(text.replace(place, `${place}<|>`), DECISION)
        .filter(({ kind }) => kind === 'let')
        .map(({ label, detail }) => `${label}: ${detail ?? ''}`);
    expect(lets('if (')).toEqual(['share: ratio', 'best: a version']);
    expect(lets('result = ')).toEqual(['best: a version']);
    expect(lets('let later = ')).toEqual(['share: ratio', 'best: a version']);
    expect(lets('let best = ')).toEqual(['share: ratio']);
  });

  test('metrics with unit and description', () => {
    expect(at('if (metric v1 l<|>', DECISION).find(({ label }) => label === 'latency')).toMatchObject({
      kind: 'metric',
      detail: 's',
      documentation: expect.stringMatching(/a metric of the shop/),
    });
  });

  test.each([
    'if (metric candidate "errors" > ) { result = ; } let x = metric <|>',
    'if (metric v1 errors > { result = v1; } let a = ) ; let x = metric <|>',
    'let = ; } } let x = metric <|> ; result = candidate',
    'if ((((  let x = metric <|>',
    '@ § if metric <|> > 3',
  ])('also after a mistake: %s', (text) => {
    expect(labels(text, DECISION)).toEqual(VERSIONS);
  });
});

describe('of a score', () => {
  test.each(['<|>', 'errors / <|>', '(<|>', 'let a = <|>'])('metrics by their names at %s', (text) => {
    const offered = labels(text, SCORE);
    expect(offered).toEqual(expect.arrayContaining([...METRICS, 'metric', 'min', 'clamp']));
    for (const word of ['if', 'result', 'nil', 'candidate', 'v1', 'header'])
      expect(offered).not.toContain(word);
  });

  test('a window follows a metric, not a name of one’s own', () => {
    expect(labels('errors <|>', SCORE)).toEqual(['over', 'offset', ...ARITHMETIC]);
    expect(labels('let a = errors; a <|>', SCORE)).toEqual(ARITHMETIC);
  });
});

describe('of a condition', () => {
  test.each<[string, readonly string[]]>([
    ['header "X" <|>', TESTS],
    ['header X <|>', TESTS],
    ['path <|>', ['under', ...TESTS.filter((word) => word !== 'present')]],
    ['path un<|>', ['under', ...TESTS.filter((word) => word !== 'present')]],
    ['header "X" not <|>', TESTS.slice(0, -1)],
    ['method <|>', TESTS.filter((word) => word !== 'present')],
    ['method exact <|>', ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']],
    ['method in ("GET", <|>', ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']],
    ['scheme is "<|>"', ['http', 'https']],
    ['cookie "group" exact "a" or cookie "<|>"', ['group']],
    ['cookie "group" exact "a" or cookie "gr<|>" exact "b"', ['group']],
    ['method "<|>', []],
    ['cookie "group" exact "a" or cookie "group" exact <|>', ['a']],
    ['header "X" exact "a" <|>', ['and', 'or', 'ignoring case']],
    ['header "X" exact "a" ignoring <|>', ['case']],
    ['header "X" present <|>', ['and', 'or']],
    ['path under "/a" and (method in ("GET") <|>', ['and', 'or', 'ignoring case']],
    ['<hdr X<|>>', []],
    ['<<|>', []],
    ['path under "/a" and <h<|>', []],
  ])('%s', (text, expected) => {
    expect(labels(text, CONDITION)).toEqual(expected);
  });

  test.each(['<|>', 'path under "/a" and <|>', 'not <|>', '(<|>', 'header "X" exact and <|>', 'he<|>'])(
    'fields at %s',
    (text) => {
      const offered = labels(text, CONDITION);
      expect(offered).toEqual(
        expect.arrayContaining(['header', 'cookie', 'query', 'path', 'host', 'method', 'scheme', 'not']),
      );
      for (const word of ['metric', 'if', 'result', 'min']) expect(offered).not.toContain(word);
    },
  );

  test('headers of the gateway and of the text before common ones, each once', () => {
    const context = { ...CONDITION, headerNames: ['X-Shop', 'user-agent'] };
    const offered = labels('header "X-Mine" present or header <|>', context);
    expect(offered.slice(0, 4)).toEqual(['X-Shop', 'user-agent', 'X-Mine', 'Accept']);
  });
});

describe('where nobody says what the program is', () => {
  test('the text tells', () => {
    expect(labels('header "X" present and <|>', {})).toContain('header');
    expect(labels('header "X" present and <|>', {})).not.toContain('metric');
    expect(labels('let a = 1; if (<|>', {})).toContain('metric');
    expect(labels('let a = 1; if (<|>', {})).not.toContain('header');
    expect(labels('<|>', {})).toEqual(expect.arrayContaining(['header', 'metric', 'if', 'nil']));
  });

  test('names of the text are offered where there is no list of them', () => {
    expect(labels('if (metric a hits > metric <|>', {})).toEqual(['candidate', 'baseline', 'a']);
    expect(labels('if (metric a hits > metric b <|>', {})).toEqual(['hits']);
  });
});

describe('what stands in its place', () => {
  test.each<[string, string, ServiceContext, string]>([
    ['if (metric can<|>', 'candidate', DECISION, 'if (metric candidate'],
    ['if (metric c<|>x v', 'candidate', DECISION, 'if (metric candidate v'],
    ['if (metric v1 "err<|>x" > 1', 'errors', DECISION, 'if (metric v1 "errors" > 1'],
    ["if (metric v1 'err<|>' > 1", 'errors', DECISION, "if (metric v1 'errors' > 1"],
    ['if (metric v1 e<|> > 1', 'errors', DECISION, 'if (metric v1 "errors" > 1'],
    ['if (metric v1 "err<|>', 'errors', DECISION, 'if (metric v1 "errors"'],
    [
      'if (metric v1 "err<|> > metric v1 "requests")',
      'errors',
      DECISION,
      'if (metric v1 "errors" > metric v1 "requests")',
    ],
    ['if (metric "<|>', 'v1', DECISION, 'if (metric "v1"'],
    ['result = v<|>', 'v1', DECISION, 'result = v1'],
    ['if (metric v1 errors{<|>', 'code', DECISION, 'if (metric v1 errors{code="${1}"'],
    ['if (metric v1 errors{<|>!="5xx"}', 'code', DECISION, 'if (metric v1 errors{code!="5xx"}'],
    ['if (metric v1 errors{code=<|>', '5xx', DECISION, 'if (metric v1 errors{code="5xx"'],
    ['if (metric v1 errors{code="4<|>"}', '5xx', DECISION, 'if (metric v1 errors{code="5xx"}'],
    ['i<|> (true) { }', 'if', DECISION, 'if (true) { }'],
    ['let a = mi<|>(1, 2);', 'max', DECISION, 'let a = max(1, 2);'],
    ['he<|> "X" present', 'cookie', CONDITION, 'cookie "X" present'],
    ['header "X" ex<|> "1"', 'prefix', CONDITION, 'header "X" prefix "1"'],
    ['header <|>', 'User-Agent', CONDITION, 'header "User-Agent"'],
    ['header Use<|>', 'User-Agent', CONDITION, 'header "User-Agent"'],
    ['header "Use<|> exact "1"', 'User-Agent', CONDITION, 'header "User-Agent" exact "1"'],
    ['method exact G<|>', 'GET', CONDITION, 'method exact "GET"'],
    ['metric v1 errors over <|>', '5m', DECISION, 'metric v1 errors over 5m'],
    ['metric v1 errors over 5<|>', '5m', DECISION, 'metric v1 errors over 5m'],
  ])('%s', (text, label, context, expected) => {
    expect(completed(text, label, context)).toBe(expected);
  });

  test('a version that is called as a role stands in quotes', () => {
    const context = { ...DECISION, versions: ['baseline', 'a.b'], baseline: null };
    expect(completed('result = <|>', 'baseline', context)).toBe('result = "baseline"');
    expect(completed('result = <|>', 'a.b', context)).toBe('result = "a.b"');
  });
});
