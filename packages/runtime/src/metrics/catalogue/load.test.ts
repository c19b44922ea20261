import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { locate } from '@lamia/lang';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueOf, loadText } from '../testing/catalogue-of.js';
import { loadCatalogue } from './load.js';
import type { Measure } from './measure.js';

const HEAD = 'identity: { app: $application, version: $version }\nmetrics:\n';
const REQUESTS = '  requests: { description: all, unit: count, counter: { series: hits_total } }\n';

/** Each finding as `line:column code message`. */
async function findingsOf(text: string): Promise<readonly string[]> {
  const loaded = await loadText(text);
  if (loaded.ok) return [];
  return loaded.findings.map(({ source, start, code, message }) => {
    const { line, column } = locate(source.text, start);
    return `${source.file} ${line}:${column} ${code} ${message}`;
  });
}

function kindsOf(measure: Measure | undefined): unknown {
  switch (measure?.kind) {
    case 'increase':
    case 'over-time':
    case 'quantile':
      return `${measure.kind} ${measure.series.name}`;
    case 'scaled':
    case 'per-second':
      return [measure.kind, kindsOf(measure.of)];
    case 'quotient':
      return [kindsOf(measure.dividend), '/', kindsOf(measure.divisor)];
    case 'sum':
      return measure.terms.map(kindsOf);
    case 'zero-when-absent':
      return [kindsOf(measure.of), 'witness', kindsOf(measure.witness)];
    case undefined:
      return null;
  }
}

describe('a catalogue file', () => {
  test('says how each number is made', async () => {
    const { metrics } = await catalogueOf(
      HEAD +
        REQUESTS +
        '  errors: { description: e, unit: count, counter: { series: bad_total, scale: 2 }, witness: requests }\n' +
        '  share: { description: s, ratio: { of: errors, to: requests } }\n' +
        '  both: { description: b, sum: [requests, errors] }\n' +
        '  latency: { description: l, unit: s, histogram: { series: took_ms, scale: 0.001 } }\n' +
        '  p99: { as: latency.p99 }\n' +
        '  pace: { as: requests.rate, description: per second }\n' +
        '  memory: { description: m, unit: B, gauge: { series: rss_bytes, across: max } }\n',
    );
    const measure = (name: string): unknown => kindsOf(metrics.get(name)?.measure);
    const errors = [['scaled', 'increase bad_total'], 'witness', 'increase hits_total'];
    expect(measure('requests')).toBe('increase hits_total');
    expect(measure('errors')).toEqual(errors);
    expect(measure('share')).toEqual([errors, '/', 'increase hits_total']);
    expect(measure('both')).toEqual(['increase hits_total', errors]);
    expect(measure('latency')).toEqual([['scaled', 'increase took_ms_sum'], '/', 'increase took_ms_count']);
    expect(measure('p99')).toEqual(['scaled', 'quantile took_ms_bucket']);
    expect(measure('pace')).toEqual(['per-second', 'increase hits_total']);
    expect(measure('memory')).toBe('over-time rss_bytes');
    expect(metrics.get('pace')).toMatchObject({
      kind: 'rate',
      unit: { count: 1, s: -1 },
      description: 'per second',
    });
    expect(metrics.get('share')).toMatchObject({
      kind: 'gauge',
      unit: { count: 0, s: 0, B: 0 },
      witness: 'requests',
    });
    expect(metrics.get('p99')).toMatchObject({ kind: 'gauge', description: 'another name of `latency.p99`' });
    expect(metrics.get('memory')?.statistics.get('max')).toMatchObject({ statistic: 'max', across: 'max' });
  });

  test('lays its own names over those of its base', async () => {
    const { metrics, unavailable } = await catalogueOf(
      'extends: haproxy\nmetrics:\n' +
        '  latency_p99: { description: own, unit: s, histogram: { series: took_seconds }, identity: { pod: $version } }\n' +
        'unavailable: { in_flight: not here }\n',
    );
    expect(unavailable.get('in_flight')).toBe('not here');
    expect(metrics.has('in_flight')).toBe(false);
    expect(unavailable.has('latency_p99')).toBe(false);
    expect(metrics.get('latency_p99')?.description).toBe('own');
    expect(metrics.has('status_5xx')).toBe(true);
    expect(unavailable.has('status_503')).toBe(true);
  });

  test('may know versions by other labels, in its base too', async () => {
    const { metrics } = await catalogueOf(
      'extends: istio\nidentity: { ns: $namespace, v: $version }\nwhere: { reporter: waypoint, method: { isNot: GET } }\n' +
        'metrics:\n  own: { description: o, unit: count, counter: { series: own_total }, identity: { pod: $version } }\n',
    );
    const requests = metrics.get('requests')?.measure;
    if (requests?.kind !== 'increase') throw new Error('requests is a counter');
    expect([...requests.series.identity.keys()]).toEqual(['ns', 'v']);
    expect(requests.series.where).toEqual([
      { label: 'method', operator: '!=', value: 'GET' },
      { label: 'reporter', operator: '=', value: 'waypoint' },
    ]);
    // A metric with labels of its own comes from somewhere else: the file's matchers are not for it.
    expect(metrics.get('own')?.measure).toMatchObject({ series: { where: [] } });
  });

  test('is written as the manual shows', async () => {
    const manual = await readFile(new URL('../../../catalogue/README.md', import.meta.url), 'utf8');
    const [, example = ''] = /```yaml\n(.*?)```/s.exec(manual) ?? [];
    const { metrics, unavailable } = await catalogueOf(example);
    expect(kindsOf(metrics.get('latency_p99')?.measure)).toEqual([
      'scaled',
      'quantile shop_checkout_milliseconds_bucket',
    ]);
    expect(kindsOf(metrics.get('orders')?.measure)).toBe('increase shop_orders_total');
    expect(unavailable.has('in_flight')).toBe(true);
  });

  test('may have names that mean something to JavaScript', async () => {
    const { metrics } = await catalogueOf(
      `${HEAD}${REQUESTS}  __proto__: { as: requests }\n  constructor: { as: __proto__ }\n`,
    );
    expect([...metrics.keys()]).toEqual(['requests', '__proto__', 'constructor']);
  });
});

describe('what is wrong with a catalogue file is told with its place', () => {
  const metric = (line: string): string => `${HEAD}${REQUESTS}  ${line}\n`;
  test.each([
    ['- a', '1:1 not-an-object a catalogue file is one map with `metrics`'],
    [
      'a: 1\n---\nb: 1',
      '3:1 not-an-object a catalogue file is one map with `metrics`; found several documents',
    ],
    ['metrics: [', '1:11 yaml-syntax'],
    [
      `metric: {}\n${HEAD}${REQUESTS}`,
      '1:1 unknown-key a catalogue file has no key `metric`; did you mean `metrics`',
    ],
    [`metrics:\n${REQUESTS}`, '1:1 missing-key a catalogue file needs `identity`'],
    [
      `identity: { app: $application }\nmetrics:\n${REQUESTS}`,
      '1:11 wrong-value no label of `identity` holds `$version`',
    ],
    [
      `identity: { v: $versoin }\nmetrics:\n${REQUESTS}`,
      '1:16 wrong-value `$versoin` is no part of a subject; did you mean `$version`',
    ],
    [`identity: { a-b: $version }\nmetrics:\n${REQUESTS}`, '1:13 wrong-value `a-b` is no name of a label'],
    [
      `extends: hapoxy\nmetrics: {}`,
      '1:10 unknown-catalogue `extends` names a built-in catalogue: there is no catalogue `hapoxy`; did you mean `haproxy`',
    ],
    [
      `${HEAD}  errors: { description: e, unit: count, counter: { series: e } }\n`,
      '1:1 missing-key a catalogue needs `requests`',
    ],
    [
      `${HEAD}  requests: { description: e, unit: s, counter: { series: e } }\n`,
      '3:3 missing-key a catalogue needs `requests`, a counter',
    ],
    [metric('a: 5'), '4:3 wrong-type the metric `a` must be a map'],
    [metric('a b: {}'), '4:3 wrong-value `a b` is no name of a metric'],
    [
      metric('a: { unit: s, gauge: { series: g, across: sum } }'),
      '4:3 missing-key the metric `a` has no `description`',
    ],
    [metric('a: { description: a }'), '4:3 missing-key `a` needs exactly one of'],
    [metric('a: { as: requests, sum: [requests] }'), '4:3 conflicting-keys `a` needs exactly one of'],
    [
      metric('a: { as: requests, unit: s }'),
      '4:22 conflicting-keys `unit` has no meaning beside `as`; remove it',
    ],
    [
      metric('a: { as: reqests }'),
      '4:12 wrong-value there is no metric `reqests` in this catalogue; did you mean `requests`',
    ],
    [
      metric('a: { as: requests.p99 }'),
      '4:12 wrong-value `requests` has no statistic `p99`; it has `sum`, `rate`, `count`',
    ],
    [metric('a: { as: "a b" }'), '4:12 wrong-type in `a` the name of a metric is expected here'],
    [
      metric('a: { as: b }\n  b: { as: a }'),
      'wrong-value these metrics are made of each other: `a` → `b` → `a`',
    ],
    [metric('a: { description: a, sum: [] }'), '4:29 wrong-value the sum `a` has no terms'],
    [
      metric('a: { description: a, sum: [requests, requests.rate] }'),
      '4:3 wrong-value the terms of `a` must be counters of one unit',
    ],
    [metric('a: { description: a, ratio: { of: requests } }'), '4:31 missing-key `ratio` of `a` has no `to`'],
    [metric('a: { description: a, unit: ms, counter: { series: x } }'), '4:30 wrong-value `ms` is no unit'],
    [metric('a: { description: a, counter: { series: x } }'), '4:3 missing-key the metric `a` has no `unit`'],
    [
      metric('a: { description: a, unit: s, counter: { series: x-y } }'),
      '4:52 wrong-value `x-y` is no name of a series',
    ],
    [
      metric('a: { description: a, unit: s, counter: { serie: x } }'),
      '4:44 unknown-key `counter` of `a` has no key `serie`; did you mean `series`',
    ],
    [
      metric('a: { description: a, unit: s, gauge: { series: x, across: mean } }'),
      '4:61 wrong-value `across` must be `sum` or `max`, not `mean`',
    ],
    [
      metric('a: { description: a, unit: s, counter: { series: x, scale: -1 } }'),
      '4:62 wrong-value `scale` must be above 0',
    ],
    [
      metric("a: { description: a, unit: s, counter: { series: x, where: { c: { matches: '(' } } } }"),
      '4:78 wrong-value `(` is no regular expression',
    ],
    [
      metric('a: { description: a, unit: s, counter: { series: x, where: { c: { like: b } } } }'),
      '4:67 wrong-type the value for the label `c` must be',
    ],
    [
      metric('a: { description: a, unit: s, counter: { series: x, where: { c: 5 } } }'),
      '4:67 wrong-type the value for the label `c` must be a quoted text',
    ],
    [
      metric(
        'a: { description: a, unit: count, counter: { series: x }, witness: b }\n  b: { description: b, unit: count, counter: { series: x }, witness: requests }',
      ),
      '4:70 wrong-value the witness `b` may be assumed itself',
    ],
    [
      `${HEAD}${REQUESTS}unavailable: { requests: no }`,
      '4:16 conflicting-keys `requests` is among the metrics and among the unavailable',
    ],
    [`${HEAD}${REQUESTS}unavailable: { a: 5 }`, '4:19 wrong-type `a` is unavailable: say in a text why'],
  ])('%j', async (text, expected) => {
    const findings = await findingsOf(text);
    expect(findings.join('\n')).toContain(expected);
    expect(findings[0]).toMatch(/^own\.yaml \d+:\d+ /);
  });

  test('one mistake in a family is told once', async () => {
    const text = metric(
      "s_{class}: { description: a, unit: s, counter: { series: x, where: { c: { matches: '(' } } } }",
    );
    expect(await findingsOf(text)).toHaveLength(1);
  });
});

describe('the file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lamia-catalogue-'));
    await mkdir(join(folder, 'inside'));
    await writeFile(join(folder, 'outside.yaml'), HEAD + REQUESTS);
    await writeFile(join(folder, 'inside/own.yaml'), HEAD + REQUESTS);
    await writeFile(join(folder, 'inside/..own.yaml'), HEAD + REQUESTS);
    await writeFile(join(folder, 'inside/long.yaml'), ' '.repeat(1024 * 1024 + 2));
    await symlink('../outside.yaml', join(folder, 'inside/link.yaml'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function problem(name: string, base: string | null): Promise<string | null> {
    const loaded = await loadCatalogue(name, base);
    return loaded.ok ? null : loaded.findings.map(({ code, message }) => `${code}: ${message}`).join('\n');
  }

  test('is named by a path', async () => {
    expect(await problem('own.yaml', join(folder, 'inside'))).toBeNull();
    expect(await problem('..own.yaml', join(folder, 'inside'))).toBeNull();
    expect(await problem('inside/own.yaml', folder)).toBeNull();
    expect(await problem(join(folder, 'outside.yaml'), null)).toBeNull();
  });

  test.each(['../outside.yaml', 'link.yaml', '../nothing.yaml', '/etc/hostname.yaml'])(
    '%s does not leave the folder of a gateway',
    async (name) => {
      expect(await problem(name, join(folder, 'inside'))).toContain('is outside the folder');
    },
  );

  test('is told when it cannot be read', async () => {
    expect(await problem('nothing.yaml', folder)).toBe(
      'unknown-catalogue: the catalogue file `nothing.yaml` cannot be read: there is no such file',
    );
    expect(await problem('./inside', folder)).toContain('it is a folder');
    expect(await problem('long.yaml', join(folder, 'inside'))).toContain('yaml-too-long');
  });

  test('is told from a misspelt name', async () => {
    expect(await problem('istoi', folder)).toBe(
      'unknown-catalogue: there is no catalogue `istoi`; did you mean `istio`',
    );
    expect(await problem('nagios', folder)).toContain(
      'expected embedded, haproxy, istio, envoy, linkerd, or the path',
    );
  });
});
