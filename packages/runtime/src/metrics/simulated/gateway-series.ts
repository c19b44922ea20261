import { DURATION_BOUNDS } from '../../routing/embedded/duration-bounds.js';
import type { KeptSeries } from '../scrape/history.js';

/** What one version of an application has answered so far; counters, so no whole numbers. */
export interface Answered {
  readonly successes: number;
  readonly failures: number;
  /** Of all its answers together. */
  readonly seconds: number;
  /** By place of the bound, the answers that took no longer than it. */
  readonly within: readonly number[];
}

/** A series and how its value follows from what was answered. */
export interface AnswerSeries {
  readonly series: KeptSeries;
  readonly value: (answered: Answered) => number;
}

const all = ({ successes, failures }: Answered): number => successes + failures;

/** The series that the embedded gateway shows of one version, as its catalogue names them. */
export function gatewaySeries(application: string, version: string): readonly AnswerSeries[] {
  const one = (
    name: string,
    more: readonly (readonly [string, string])[],
    value: AnswerSeries['value'],
  ): AnswerSeries => ({
    series: {
      name: `lamia_gateway_${name}`,
      labels: new Map([['application', application], ['version', version], ...more]),
    },
    value,
  });
  return [
    one('responses_total', [['code', '200']], ({ successes }) => successes),
    one('responses_total', [['code', '500']], ({ failures }) => failures),
    ...DURATION_BOUNDS.map((bound, place) =>
      one('response_duration_seconds_bucket', [['le', String(bound)]], ({ within }) => within[place] ?? 0),
    ),
    one('response_duration_seconds_bucket', [['le', '+Inf']], all),
    one('response_duration_seconds_sum', [], ({ seconds }) => seconds),
    one('response_duration_seconds_count', [], all),
  ];
}
