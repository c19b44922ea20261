import * as Type from 'typebox';
import { object } from '../../config/schema/objects.js';
import { byName, many, orNull, TIME } from './scalars.js';

const VERSION_TRAFFIC = object('the traffic of one version', {
  requests: orNull(Type.Number({ title: 'a second; null where that is not known' })),
  errors: orNull(
    Type.Number({ title: 'the share of requests that failed, from 0 to 1; null where that is not known' }),
  ),
  unknown: orNull(Type.String({ title: 'why something is not known; null where all is' })),
});

export const TRAFFIC_SAMPLE = object('the traffic of a gateway at one time', {
  at: TIME,
  versions: byName('by version', VERSION_TRAFFIC),
});

export const TRAFFIC = object('the traffic of a gateway', {
  window: orNull(
    Type.Number({ title: 'the seconds that each sample is about; null for a gateway without metrics' }),
  ),
  samples: many(TRAFFIC_SAMPLE, { title: 'oldest first' }),
});
