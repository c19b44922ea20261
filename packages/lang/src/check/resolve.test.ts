import { describe, expect, test } from '@jest/globals';
import type { NameMeaning } from './checked.js';
import { LIMITS } from '../syntax/limits.js';
import { expectCheck } from '../testing/expect-findings.js';
import { marked } from '../testing/marked-source.js';
import { SHOP } from '../testing/shop.js';
import { check } from './check.js';
import type { CheckOptions } from './options.js';

/** The program's distinct reads; it must be free of errors. */
function reads(source: string, options: CheckOptions = SHOP): unknown {
  const { checked, diagnostics } = check(source, options);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return checked?.reads;
}

/** The meaning of the name at the mark. */
function meaning(text: string, options: CheckOptions = SHOP): NameMeaning | undefined {
  const { source, spans } = marked(text);
  const names = [...(check(source, options).checked?.names ?? [])];
  return names.find(([{ start }]) => start === spans[0]?.start)?.[1];
}

const read = {
  kind: 'metric',
  version: { form: 'scored' },
  metric: 'requests',
  statistic: null,
  selector: [],
  window: null,
  offset: 0,
};

describe('names', () => {
  test('in a score a bare name is a metric of the scored version', () => {
    expect(reads('requests')).toEqual([read]);
    expect(meaning('<|requests|>')).toEqual({ kind: 'read', slot: 0 });
  });

  test('in a decision a bare name is a version', () => {
    expect(meaning('result = <|v2|>;')).toEqual({ kind: 'version', version: { form: 'label', label: 'v2' } });
    expect(reads('result = v2;')).toEqual([]);
  });

  test('`candidate` and `baseline` are roles in both', () => {
    expect(meaning('result = <|candidate|>;')).toEqual({
      kind: 'version',
      version: { form: 'role', role: 'candidate' },
    });
    expect(meaning('result = <|baseline|>;')).toEqual({
      kind: 'version',
      version: { form: 'role', role: 'baseline' },
    });
  });

  test('a version in a score is none of its metrics', () => {
    expectCheck('<|v1|>', { ...SHOP, kind: 'score' }, { code: 'kind-mismatch' });
    expectCheck('<|v1|> + requests', SHOP, { code: 'type-mismatch' });
  });

  test('a metric of the catalogue is one also where a version has its name', () => {
    expect(reads('cpu', { ...SHOP, versions: ['cpu', 'v2'], kind: 'score' })).toMatchObject([
      { metric: 'cpu' },
    ]);
  });

  test('names of objects are names', () => {
    expectCheck(
      '<|constructor|> / <|__proto__|>',
      SHOP,
      { code: 'unknown-metric' },
      { code: 'unknown-metric' },
    );
    expectCheck('result = <|toString|>;', SHOP, { code: 'unknown-version' });
    expect(reads('__proto__', {})).toEqual([{ ...read, metric: '__proto__' }]);
  });
});

describe('reads', () => {
  test('carry all that makes them distinct', () => {
    expect(reads('metric candidate requests.sum{path="/", code=~"5.."} over 5m offset 1h')).toEqual([
      {
        kind: 'metric',
        version: { form: 'role', role: 'candidate' },
        metric: 'requests',
        statistic: 'sum',
        selector: [
          { label: 'code', operator: '=~', value: '5..' },
          { label: 'path', operator: '=', value: '/' },
        ],
        window: 300_000,
        offset: 3_600_000,
      },
    ]);
    expect(reads('metric "v1" "requests"')).toEqual([{ ...read, version: { form: 'label', label: 'v1' } }]);
    expect(reads('promql "up" as "count/s"')).toEqual([{ kind: 'promql', query: 'up', unit: 'count/s' }]);
  });

  test.each([
    ['the same name', 'errors / errors'],
    ['a name and a suffix that says nothing', 'requests / requests offset 0s'],
    ['labels in another order', 'requests{a="1", b="2"} / requests{b="2", a="1"}'],
    ['quotes or none', 'metric v1 requests / metric "v1" "requests"'],
    ['one duration in two spellings', 'requests over 90s / requests over 1m30s'],
    ['one query', 'promql "up" / promql "up"'],
  ])('%s is one read', (_what, source) => {
    expect(reads(source)).toHaveLength(1);
  });

  test.each([
    ['metrics', 'errors / requests'],
    ['versions', 'metric v1 requests / metric v2 requests'],
    ['a role and the label that fills it', 'metric candidate requests / metric v2 requests'],
    ['a role and the label of that name', 'metric candidate requests / metric "candidate" requests'],
    ['statistics', 'latency.p50 / latency.p99'],
    ['selectors', 'requests{a="1"} / requests{a!="1"}'],
    ['offsets', 'requests / requests offset 1h'],
    ['windows', 'cpu over 5m / cpu over 10m'],
    ['units of a query', 'promql "up" / promql "up" as count'],
  ])('different %s are two reads', (_what, source) => {
    expect(reads(source, { ...SHOP, versions: ['v1', 'v2', 'candidate'] })).toHaveLength(2);
  });

  test('the limit on distinct reads', () => {
    const names = Array.from({ length: LIMITS.reads + 2 }, (_, index) => `m${index}`);
    const most = names.slice(0, LIMITS.reads);
    expectCheck(`max(${most.join(', ')}, ${most.join(', ')})`, {});
    const [over, beyond] = names.slice(LIMITS.reads);
    expectCheck(
      `max(${most.join(', ')}, <|${over ?? ''}|>, ${beyond ?? ''})`,
      {},
      {
        code: 'too-many-reads',
        message: 'the program reads more than 256 distinct metrics',
      },
    );
  });
});

describe('a metric in a decision', () => {
  const CODE = { code: 'metric-without-version' } as const;

  test('needs a version', () => {
    expectCheck('if (<|requests|> > 5) { result = candidate; }', SHOP, {
      ...CODE,
      message:
        'a decision reads a metric of a version: write `metric candidate "requests"` or `metric baseline "requests"`',
    });
    expectCheck('if (metric candidate "requests" > 5) { result = candidate; }', SHOP);
  });

  test.each([
    ['with a suffix', 'if (<|requests|> over 5m > 5) { result = v1; }', SHOP],
    ['in place of a result', 'result = <|requests|>;', SHOP],
    ['that no catalogue has, where a number is wanted', 'if (-<|hits|> < 5) { result = v1; }', {}],
    ['in a call', 'if (max(<|hits|>, 1) > 5) { result = v1; }', {}],
    ['in a let', 'let a = <|requests|>; if (a > 5) { result = v1; }', SHOP],
  ])('is found %s', (_where, text, options) => {
    expectCheck(text, options, CODE);
  });

  test.each(['+', '-', '*', '/', '<', '<=', '>', '>=', '??'])(
    'is found on both sides of `%s`',
    (operator) => {
      expectCheck(`if (known(<|hits|> ${operator} 5)) { result = v1; }`, {}, CODE);
      expectCheck(`if (known(5 ${operator} <|hits|>)) { result = v1; }`, {}, CODE);
    },
  );

  test('beside `==` may be a version', () => {
    expectCheck('if (candidate == v2) { result = v2; }', SHOP);
  });
});

describe('versions', () => {
  const CODE = { code: 'unknown-version' } as const;

  test('that the gateway has not are errors, which list those it has', () => {
    expectCheck('result = <|shop|>;', SHOP, {
      ...CODE,
      message: 'the gateway has no version `shop`: it has `v1`, `v2`',
      fixed: [],
    });
  });

  test.each([
    ['result = <|verson1|>;', 'result = version1;'],
    ['result = <|"verson1"|>;', 'result = "version1";'],
    [
      'if (metric <|verson1|> cpu > 5%) { result = version1; }',
      'if (metric version1 cpu > 5%) { result = version1; }',
    ],
    ['result = <|candidat|>;', 'result = candidate;'],
    ['result = <|shop_v1|>;', 'result = "shop-v1";'],
    [
      'let newest = "version1"; if (candidate == newest) { result = <|newst|>; }',
      'let newest = "version1"; if (candidate == newest) { result = newest; }',
    ],
  ])('%s: the nearest name is offered', (text, mended) => {
    const options = {
      ...SHOP,
      versions: ['version1', 'shop-v1'],
      baseline: 'version1',
      candidate: 'shop-v1',
    };
    expectCheck(text, options, { ...CODE, fixed: [mended] });
    expectCheck(mended, options);
  });

  test('quoted roles are labels', () => {
    expect(reads('metric "candidate" requests', { versions: ['candidate'] })).toMatchObject([
      { version: { form: 'label', label: 'candidate' } },
    ]);
    expectCheck('result = <|"baseline"|>;', SHOP, CODE);
  });

  test('have a label', () => {
    expectCheck('result = <|""|>;', SHOP, {
      ...CODE,
      message: 'a version has a label: write it between the quotes',
    });
    expectCheck('metric <|""|> requests', {}, CODE);
  });

  test.each([
    ['no list', {}],
    ['an empty list', { versions: [] }],
  ])('are not checked with %s, which is said once for each', (_what, options) => {
    expectCheck(
      'if (metric <|v1|> cpu > metric <|v2|> cpu) { result = v1; } else { result = "v2"; }',
      options,
      {
        code: 'unchecked-version',
        severity: 'info',
        message: 'no list of versions is at hand, so `v1` was not checked',
      },
      { code: 'unchecked-version', severity: 'info' },
    );
  });

  test.each(['candidate', 'baseline'] as const)('the role `%s` must be filled', (role) => {
    const options = { ...SHOP, [role]: null };
    const message = `the gateway has no ${role}: name one, or write a version's label`;
    expectCheck(`result = <|${role}|>;`, options, { code: 'missing-role', message });
    expectCheck(`metric <|${role}|> requests`, options, { code: 'missing-role', message });
    expectCheck(`result = ${role};`, { versions: ['v1'] });
  });
});

describe('destinations of older dialects', () => {
  const versions = ['dest-1:9191/v1', 'v2', 'a:80/v3', 'b:80/v3'];
  const LEGACY = { code: 'legacy-dialect', severity: 'info' } as const;

  test.each([
    'result = "dest-1:9191/v1";',
    'result = "other:80/v1";',
    'result = "svc:9090/v2";',
    'result = "a:80/v3";',
  ])('%s names one version, by its label or else its subset', (source) => {
    expectCheck(source, { versions });
  });

  test('a subset of several versions is ambiguous', () => {
    expectCheck(
      'result = <|"c:80/v3"|>;',
      { versions },
      {
        code: 'ambiguous-version',
        message: "`c:80/v3` could be `a:80/v3` and `b:80/v3`: write the version's whole label",
      },
    );
  });

  test('a subset of none is unknown', () => {
    expectCheck('result = <|"somewhere:80/else"|>;', { versions }, { code: 'unknown-version' });
  });

  test('the second dialect is the third in other words', () => {
    const result = 'result = "svc:9090/v2";';
    expectCheck('result = <|"svc 9090 v2"|>;', { versions }, { ...LEGACY, fixed: [result] });
    const metric = 'metric "svc:9090/v2" "requests"';
    expectCheck('metric <|"svc" 9090 "v2"|> "requests"', { versions }, { ...LEGACY, fixed: [metric] });
    expect(reads('metric "svc" 9090 "v2" "requests"', { versions })).toEqual(reads(metric, { versions }));
    expect(reads(metric, { versions })).toMatchObject([{ version: { form: 'label', label: 'svc:9090/v2' } }]);
  });
});

describe('metrics of a catalogue', () => {
  test.each([
    ['<|requets|> / 2', 'requests / 2'],
    ['<|requets|>{code="500"} over 5m', 'requests{code="500"} over 5m'],
    ['metric v1 <|"requets"|>', 'metric v1 "requests"'],
    ['metric v1 <|requets|>', 'metric v1 requests'],
    ['<|Errors|> / requests', 'errors / requests'],
  ])('%s: the nearest name is offered', (text, mended) => {
    expectCheck(text, SHOP, { code: 'unknown-metric', fixed: [mended] });
    expectCheck(mended, SHOP);
  });

  test('the message names the catalogue and what is near', () => {
    expectCheck('<|requets|>', SHOP, {
      code: 'unknown-metric',
      message: 'the catalogue shop has no metric `requets`: did you mean `requests`?',
    });
    expectCheck('<|saturation|>', SHOP, {
      code: 'unknown-metric',
      message: 'the catalogue shop has no metric `saturation`, and no name of it is near',
      fixed: [],
    });
  });

  test('what the provider cannot give is told with the reason', () => {
    expectCheck('<|status_503|> / requests', SHOP, {
      code: 'unavailable-metric',
      message: '`status_503` cannot be read from shop: it counts classes of status codes only, use `errors`',
    });
    expectCheck('metric v1 <|status_503|>', SHOP, { code: 'unavailable-metric' });
  });

  test('statistics are those of the metric', () => {
    expectCheck('latency.p99 / latency.count', SHOP);
    expectCheck('<|latency|>.p95', SHOP, {
      code: 'unknown-statistic',
      message: '`latency` has no statistic `.p95`: it has `.p50`, `.p99`, `.count`',
    });
    expectCheck('metric v1 <|"cpu"|>.p95', SHOP, {
      code: 'unknown-statistic',
      message: '`cpu` has no statistic `.p95`: it has none',
    });
  });

  test('a metric has a name, with and without a catalogue', () => {
    const finding = {
      code: 'bad-read',
      message: 'a metric has a name: write it between the quotes',
    } as const;
    expectCheck('metric v1 <|""|>', SHOP, finding);
    expectCheck('metric v1 <|""|>', {}, finding);
  });

  test('without a catalogue any name is a metric', () => {
    expectCheck('anything.at_all / something', {});
  });

  test("a query of one's own is accepted unless it is not allowed", () => {
    expectCheck('promql "up"', SHOP);
    expectCheck('promql "up"', { ...SHOP, allowPromql: true });
    expectCheck('<|promql "up" as s|>', { ...SHOP, allowPromql: false }, { code: 'promql-disabled' });
  });

  test('as many suggestions are made as errors are listed', () => {
    const names = Array.from({ length: LIMITS.errors + 20 }, (_, index) => `requests${index % 10}`);
    const found = check(`max(${names.join(', ')})`, SHOP).diagnostics;
    const listed = found.filter(({ code }) => code === 'unknown-metric');
    expect(listed).toHaveLength(LIMITS.errors);
    expect(listed.filter(({ fixes }) => fixes?.length === 1)).toHaveLength(LIMITS.errors);
  });
});

describe('let', () => {
  const CODE = { code: 'shadowed-name' } as const;

  test('is known after its declaration, in its block and those inside', () => {
    expect(meaning('let a = requests; <|a|>')).toMatchObject({ kind: 'let', declaration: { name: 'a' } });
    expectCheck('let a = v1; if (true) { let b = a; if (true) { result = b; } }', SHOP);
  });

  test.each([
    ['before its declaration', 'let b = <|a|>; let a = errors; b / a'],
    ['in its own value', 'let a = <|a|> + errors; a'],
  ])('is unknown %s', (_where, text) => {
    expectCheck(text, SHOP, { code: 'unknown-metric' });
  });

  test('is unknown outside its block and in the branches beside it', () => {
    expectCheck('if (true) { let a = v1; result = a; } result = <|a|>;', SHOP, { code: 'unknown-version' });
    expectCheck('if (true) { let a = v1; result = a; } else { result = <|a|>; }', SHOP, {
      code: 'unknown-version',
    });
    expectCheck('if (true) {} else { let a = v1; result = a; } result = <|a|>;', SHOP, {
      code: 'unknown-version',
    });
  });

  test('may bear one name in two blocks', () => {
    expectCheck('if (true) { let a = v1; result = a; } else { let a = v2; result = a; }', SHOP);
  });

  test.each([
    ['a `let` in reach', 'let a = errors; let <|a|> = requests; a + a'],
    ['a `let` in reach', 'let a = v1; if (true) { let <|a|> = v2; result = a; } else { result = a; }'],
    ['a role of the gateway', 'let <|baseline|> = requests; errors / baseline'],
    ['a function', 'let <|max|> = requests; errors / max'],
    ['a version of the gateway', 'let <|v1|> = requests; errors / v1'],
    ['a metric of the catalogue', 'let <|cpu|> = requests; errors / cpu'],
  ])('may not hide %s', (what, text) => {
    const name = /<\|(\w+)/.exec(text)?.[1] ?? '';
    expectCheck(text, SHOP, { ...CODE, message: `\`${name}\` is already ${what}: choose another name` });
  });

  test('that hides another names the first', () => {
    const { source, spans } = marked('let <|a|> = errors; let a = requests; a');
    const [finding] = check(source, SHOP).diagnostics.filter(({ code }) => code === CODE.code);
    expect(finding?.related).toEqual([{ message: 'declared here first', ...spans[0] }]);
  });

  test('hides from then on: the name means the second', () => {
    // A version in a sum would be an error of its own.
    expectCheck('let a = v1; let <|a|> = requests; a + 1', { ...SHOP, kind: 'score' }, CODE);
  });
});
