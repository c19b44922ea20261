import { durationText, type CheckedProgram } from '@lamia/lang';
import type { Report } from '../canonical/report.js';
import type { MetricsSpec, Policy } from '../gateway.js';
import type { Path } from '../yaml/tree.js';

/**
 * A window has to hold two samples of its source for anything to be counted in it. `checked` is the policy's program; null for one
 * without, which may count requests.
 */
export function checkWindows(
  policy: Policy,
  metrics: MetricsSpec | null,
  checked: CheckedProgram | null,
  path: Path,
  report: Report,
): void {
  if (metrics === null) return;
  const own = (checked?.reads ?? []).flatMap((read) => (read.kind === 'metric' ? [read.window] : []));
  const windows = own.flatMap((window) => (window === null ? [] : [window]));
  const every = durationText(metrics.scrapeInterval);
  const tooShort = windows.filter((window) => window < metrics.scrapeInterval);
  if (tooShort.length > 0) {
    const message = `nothing can be counted over ${durationText(Math.min(...tooShort))} by a source that takes a sample every ${every}; write a longer window, or the \`scrapeInterval\` that the source has`;
    report.error([...path, 'expression'], 'never-known', message);
  }
  const isOfGateway = own.includes(null) || policy.minimumRequests > 0;
  if (isOfGateway && metrics.window < metrics.scrapeInterval) {
    const message = `nothing can be counted in a window of ${durationText(metrics.window)} by a source that takes a sample every ${every}; write a longer \`window\`, or the \`scrapeInterval\` that the source has`;
    const key = report.has(['spec', 'metrics', 'window']) ? 'window' : 'scrapeInterval';
    report.error(['spec', 'metrics', key], 'never-known', message);
  }
}
