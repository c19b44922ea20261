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
    const metrics = new RuntimeMetrics({ now: () => 0, isServed: () => true, outboxDepths: null });
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

/** Alerts that have to come while something lasts, by series of which so much is added every minute. */
const LASTING: readonly (readonly [string, string, string])[] = [
  // The begin of an outage is counted once, each call that fails in it by itself.
  ['LamiaDataPlaneFails', 'lamia_call_duration_seconds_count{call="apply",outcome="failed"}', '0+6x60'],
  ['LamiaSourceFails', 'lamia_call_duration_seconds_count{call="read",outcome="failed"}', '0+6x60'],
  ['LamiaTicksLate', 'lamia_tick_lag_seconds_bucket{le="+Inf"}', '0+6x60'],
];

describeWith('prometheus', 'what Prometheus makes of alerts and dashboard', () => {
  test.each(LASTING)('%s fires while it lasts', (name, series, values) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'lamia-alerts-'));
    try {
      const file = path.join(folder, 'tests.json');
      const rule = alerts.find(({ alert }) => alert === name);
      const ALERT = `ALERTS{alertname="${name}",alertstate="firing",severity="${rule?.labels.severity}"}`;
      const inputs = [
        { series, values },
        // Of the ticks that were late none was within ten seconds.
        { series: 'lamia_tick_lag_seconds_bucket{le="10"}', values: '0+0x60' },
      ];
      const asked = { expr: `ALERTS{alertname="${name}"}`, eval_time: '50m' };
      writeFileSync(
        file,
        JSON.stringify({
          rule_files: [path.join(CHART, 'files/alerts.yaml')],
          evaluation_interval: '1m',
          tests: [
            {
              interval: '1m',
              input_series: inputs,
              promql_expr_test: [{ ...asked, exp_samples: [{ labels: ALERT, value: 1 }] }],
            },
          ],
        }),
      );
      const promtool = findBinary('promtool') ?? 'promtool';
      expect(execFileSync(promtool, ['test', 'rules', file], { encoding: 'utf8' })).toContain('SUCCESS');
    } finally {
      rmSync(folder, { recursive: true });
    }
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
