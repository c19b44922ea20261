import { DURATION_BOUNDS } from '../../routing/embedded/duration-bounds.js';
import type { ExposedSeries } from '../exposition.js';

/** What one version of an application has answered so far. */
export interface Answered {
  readonly version: string;
  readonly successes: number;
  readonly failures: number;
  /** Of all its answers together. */
  readonly seconds: number;
  /** By place of the bound in `DURATION_BOUNDS`, the answers that took no longer than it; counters, so no whole numbers. */
  readonly within: readonly number[];
}

/** The series that the embedded gateway would show of these answers, as its catalogue names them. */
export function gatewayPage(application: string, answered: readonly Answered[]): readonly ExposedSeries[] {
  return answered.flatMap(({ version, successes, failures, seconds, within }) => {
    const series = (name: string, more: readonly [string, string][], value: number): ExposedSeries => ({
      name: `lamia_gateway_${name}`,
      labels: new Map([['application', application], ['version', version], ...more]),
      value,
    });
    const all = successes + failures;
    return [
      series('responses_total', [['code', '200']], successes),
      series('responses_total', [['code', '500']], failures),
      ...DURATION_BOUNDS.map((bound, place) =>
        series('response_duration_seconds_bucket', [['le', String(bound)]], within[place] ?? 0),
      ),
      series('response_duration_seconds_bucket', [['le', '+Inf']], all),
      series('response_duration_seconds_sum', [], seconds),
      series('response_duration_seconds_count', [], all),
    ];
  });
}
