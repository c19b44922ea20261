import { expect, test } from '@jest/globals';
import type { Sample } from '@lamia/lang';
import type { MetricSource } from '../metrics/source.js';
import { RuntimeMetrics } from './runtime-metrics.js';
import { TimedPorts } from './timed-ports.js';

const AWAY: Sample = { known: false, cause: 'source-failed', detail: 'nothing listens there' };
const NONE: Sample = { known: false, cause: 'no-series' };

test('a source that answered none of what was asked has failed, though it throws nothing', async () => {
  const metrics = new RuntimeMetrics({ now: () => 0, isServed: () => true, outboxDepths: null, part: null });
  const ports = new TimedPorts(metrics);
  for (const samples of [[AWAY, AWAY], [AWAY, NONE], [NONE], []] as const) {
    const source: MetricSource = {
      read: () => Promise.resolve({ samples, warnings: [], requests: 1 }),
      close: () => Promise.resolve(),
    };
    await ports.source(source)?.read({ at: 0, reads: [] }, new AbortController().signal);
  }
  const page = await metrics.text();
  expect(page).toContain('lamia_call_duration_seconds_count{call="read",outcome="failed"} 1');
  expect(page).toContain('lamia_call_duration_seconds_count{call="read",outcome="answered"} 3');
});
