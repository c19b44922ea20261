import * as Type from 'typebox';
import { object } from '../../config/schema/objects.js';
import { OBJECT_NAME, oneOf } from '../../config/schema/scalars.js';
import { CHECK_DIAGNOSTIC } from './problem.js';
import { many, orNull, TEXT, TIME } from './scalars.js';

export const VALUES_REQUEST = object('a map of `source` and `kind`', {
  source: Type.String({ title: 'a program', maxLength: 64 * 1024 }),
  kind: Type.Optional(oneOf('decision', 'score', 'condition')),
});

export const LIVE_VALUE = object('what a read of one version is now', {
  read: Type.String({ title: 'its canonical text without the version, such as `requests over 5m`' }),
  version: orNull(Type.String({ title: 'null for a query of none, and for a role that nobody has' })),
  value: orNull(Type.Number({ title: 'in its unit; null where it is not known' })),
  unit: orNull(Type.String({ title: 'null where that is open' })),
  assumed: Type.Boolean({ title: 'nothing was found, which counts as 0 for this metric' }),
  unknown: orNull(
    object('why there is no value', {
      reason: oneOf(
        'no-series',
        'nan',
        'infinite',
        'divide-by-zero',
        'many-series',
        'too-few',
        'source-failed',
      ),
      detail: orNull(TEXT),
    }),
  ),
  queries: many(TEXT, { title: 'the PromQL that answers this read by itself; empty where there is none' }),
});

export const LIVE_VALUES = object('what the reads of a program are now', {
  at: TIME,
  age: Type.Number({ minimum: 0, title: 'the seconds since then, by the clock of the runtime' }),
  source: orNull(oneOf('prometheus', 'scrape')),
  provider: orNull(
    Type.String({ title: 'the catalogue of the metrics; null for a gateway without metrics' }),
  ),
  window: orNull(Type.Number({ title: 'the seconds that a read without `over` is about' })),
  versions: many(TEXT),
  baseline: TEXT,
  candidate: orNull(TEXT),
  kind: oneOf('decision', 'score', 'condition'),
  diagnostics: many(CHECK_DIAGNOSTIC, { title: 'what is wrong with the text in this gateway' }),
  values: many(LIVE_VALUE),
});

export const PAST_CHOICE = object('the query', {
  namespace: Type.Optional(OBJECT_NAME),
  span: Type.Optional(oneOf('15m', '1h', '6h')),
});

export const GATEWAY_PAST = object('what the policies of a gateway would have read until now', {
  recording: orNull(
    Type.String({ title: 'as `lamia record` writes it; null where the source knows no past, or fails' }),
  ),
  why: orNull(Type.String({ title: 'why there is no recording; null where there is one' })),
  lines: Type.Integer({ minimum: 0, title: 'the instants that it has' }),
  warnings: many(TEXT, { title: 'what the source wants people to know' }),
});
