import { metricText, type Binding, type MetricCatalogue, type ServiceContext } from '@lamia/lang';
import { versionOf } from './inputs.js';
import { liveValue, type LiveAnswer } from './live/live-answer.js';
import type { SampleOf } from './outcome.js';

/** What the editor knows of the place of the expression, without values where those are still to come; of a gateway also its window, and how its source is asked. */
export function contextOf(
  binding: Binding,
  catalogue: MetricCatalogue | null,
  sampleOf: SampleOf | null,
  live: LiveAnswer | null,
): ServiceContext {
  return {
    ...binding,
    ...(catalogue === null ? {} : { catalogue }),
    ...(sampleOf !== null && {
      sampleOf: (read, version) =>
        sampleOf({ version: versionOf(read, binding, version), metric: metricText(read) }),
    }),
    ...(live !== null && {
      ...(live.window !== null && { window: live.window * 1000 }),
      queriesOf: (read, version) =>
        liveValue(live, { version: versionOf(read, binding, version), metric: metricText(read) })?.queries ??
        [],
    }),
  };
}
