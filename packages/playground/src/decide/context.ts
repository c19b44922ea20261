import { metricText, type Binding, type ServiceContext } from '@lamia/lang';
import type { LoadedCatalogue } from '../catalogue/load-catalogue.js';
import { versionOf } from './inputs.js';
import { liveValue, type Live } from './live/live-answer.js';
import type { SampleOf } from './outcome.js';

/**
 * What the editor knows of the place of the expression: a gateway, or a catalogue that was chosen, or nothing. `sampleOf` is null where
 * values are still to come.
 */
export function contextOf(
  binding: Binding,
  sampleOf: SampleOf | null,
  place: Live | LoadedCatalogue | null,
): ServiceContext {
  return {
    ...binding,
    ...(sampleOf !== null && {
      sampleOf: (read, version) =>
        sampleOf({ version: versionOf(read, binding, version), metric: metricText(read) }),
    }),
    ...(place !== null && ('answer' in place ? ofGateway(place, binding) : ofCatalogue(place))),
  };
}

function ofGateway({ answer, catalogue }: Live, binding: Binding): ServiceContext {
  return {
    ...(catalogue !== null && { catalogue }),
    ...(answer.window !== null && { window: answer.window * 1000 }),
    queriesOf: (read, version) => {
      const input = { version: versionOf(read, binding, version), metric: metricText(read) };
      return liveValue(answer, input)?.queries ?? [];
    },
  };
}

const ofCatalogue = ({ metrics, queriesOf }: LoadedCatalogue): ServiceContext => ({
  catalogue: metrics,
  queriesOf,
});
