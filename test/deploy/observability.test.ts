import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { RuntimeMetrics } from '../../packages/runtime/src/observe/runtime-metrics.js';
import { PHASES } from '../../packages/runtime/src/api/schema/gateways.js';
import { describeWith, findBinary } from '../components/binaries.js';
import { CHART } from './manifests.js';

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}
interface Panel {
  readonly id: number;
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
}

const read = (file: string): string => readFileSync(path.join(CHART, 'files', file), 'utf8');
const { groups } = parse(read('alerts.yaml')) as {
  readonly groups: readonly { readonly rules: readonly Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const { panels } = JSON.parse(read('dashboard.json')) as { readonly panels: readonly Panel[] };
const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

describe('alerts and dashboard', () => {
  let names: ReadonlySet<string>;
  beforeAll(async () => {
    const metrics = new RuntimeMetrics({
      ...{ now: () => 0, isServed: () => true, outboxDepths: null },
      part: { of: 1, held: () => 0, notRun: () => [] },
    });
    const text = await metrics.text();
    names = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
        type === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => `${name}${end}`) : [name],
      ),
    );
  });

  test.each(expressions)('%s asks for metrics that there are', (_, expression) => {
    const asked = expression.match(/\b(?:lamia|process|nodejs)_\w+/g) ?? [];
    expect(asked.length).toBeGreaterThan(0);
    for (const name of asked) expect([...names]).toContain(name);
  });

  test('ask for phases that there are', () => {
    const asked = expressions.flatMap(([, expression]) =>
      [...expression.matchAll(/phase=~?"([^"]*)"/g)].flatMap(([, phases = '']) => phases.split('|')),
    );
    expect(asked.length).toBeGreaterThan(0);
    for (const phase of asked) expect(PHASES).toContain(phase);
  });

  test('every alert says how much it matters, what is the case and what it means', () => {
    for (const { labels, annotations } of alerts) {
      expect(['info', 'warning', 'critical']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/\.$/);
      expect(annotations.description).toMatch(/\.$/);
    }
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  test('no two panels lie on each other', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
  });
});

/** Series as promtool writes them, each with what is added to it every minute. */
type Given = readonly (readonly [series: string, values: string])[];

const REPLICA = 'namespace="lamia-system",job="lamia-metrics"';
const held = (pod: string): string => `lamia_shards_held{${REPLICA},pod="${pod}"}`;
const SHARDS = [`lamia_shards{${REPLICA},pod="one"}`, '16x60'] as const;

/** Alerts that have to come while something lasts, and the labels that they have then. */
const LASTING: readonly (readonly [name: string, labels: string, given: Given])[] = [
  // The begin of an outage is counted once, each call that fails in it by itself.
  [
    'LamiaDataPlaneFails',
    '',
    [['lamia_call_duration_seconds_count{call="apply",outcome="failed"}', '0+6x60']],
  ],
  ['LamiaSourceFails', '', [['lamia_call_duration_seconds_count{call="read",outcome="failed"}', '0+6x60']]],
  [
    'LamiaTicksLate',
    '',
    [
      ['lamia_tick_lag_seconds_bucket{le="+Inf"}', '0+6x60'],
      // Of the ticks that were late none was within ten seconds.
      ['lamia_tick_lag_seconds_bucket{le="10"}', '0x60'],
    ],
  ],
  // Replicas that get no lease tick nothing, and have no series of any gateway.
  ['LamiaStandsStill', `,${REPLICA}`, [SHARDS, [held('one'), '0x60'], ['lamia_ticks_total', '0x60']]],
  ['LamiaStandsStill', `,${REPLICA}`, [SHARDS, [held('one'), '9x60'], [held('two'), '6x60']]],
  ['LamiaGatewayNotRun', ',gateway="team/shop"', [['lamia_gateway_not_run{gateway="team/shop"}', '1x60']]],
];

/** What is as it should be, however it looks. */
const QUIET: readonly (readonly [name: string, given: Given])[] = [
  // A release that is judged once an hour.
  [
    'LamiaStandsStill',
    [
      SHARDS,
      [held('one'), '9x60'],
      [held('two'), '7x60'],
      ['lamia_ticks_total', '7x60'],
      ['lamia_release_phase{gateway="team/shop",phase="Progressing"}', '1x60'],
    ],
  ],
  // A replica that hands over to the others.
  ['LamiaStandsStill', [SHARDS, [held('one'), '8x20 0x2 16x40']]],
];

describeWith('prometheus', 'what Prometheus makes of alerts and dashboard', () => {
  function told(name: string, given: Given, samples: readonly object[]): void {
    const folder = mkdtempSync(path.join(tmpdir(), 'lamia-alerts-'));
    try {
      const file = path.join(folder, 'tests.json');
      const input_series = given.map(([series, values]) => ({ series, values }));
      const firing = `ALERTS{alertname="${name}",alertstate="firing"}`;
      const promql_expr_test = [{ expr: firing, eval_time: '50m', exp_samples: samples }];
      writeFileSync(
        file,
        JSON.stringify({
          rule_files: [path.join(CHART, 'files/alerts.yaml')],
          evaluation_interval: '1m',
          tests: [{ interval: '1m', input_series, promql_expr_test }],
        }),
      );
      const promtool = findBinary('promtool') ?? 'promtool';
      expect(execFileSync(promtool, ['test', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test.each(LASTING)('%s%s fires while it lasts', (name, labels, given) => {
    const rule = alerts.find(({ alert }) => alert === name);
    const severity = rule?.labels.severity;
    const firing = `ALERTS{alertname="${name}",alertstate="firing",severity="${severity}"${labels}}`;
    told(name, given, [{ labels: firing, value: 1 }]);
  });

  test.each(QUIET)('%s is silent where nothing is wrong', (name, given) => {
    told(name, given, []);
  });

  test('every expression is one that it knows', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lamia-rules-'));
    try {
      const file = path.join(folder, 'dashboard.json');
      // Grafana fills its variables in; a rule file cannot.
      const rules = panels.flatMap(({ targets }) =>
        targets.map(({ expr }) => expr.replaceAll('$gateway', '.*')),
      );
      // Rules of one name would be told of as doubles.
      const named = rules.map((expr, index) => ({ record: `panel:${index}`, expr }));
      writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules: named }] }));
      for (const each of [path.join(CHART, 'files/alerts.yaml'), file]) {
        const promtool = findBinary('promtool') ?? 'promtool';
        expect(execFileSync(promtool, ['check', 'rules', each], { encoding: 'utf8' })).toContain('SUCCESS');
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
