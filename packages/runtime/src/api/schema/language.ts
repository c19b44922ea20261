import * as Type from 'typebox';
import { list, named, object } from '../../config/schema/objects.js';
import {
  DURATION,
  HOST_NAME,
  LABEL,
  LABEL_RULES,
  OBJECT_NAME,
  PERCENTAGE,
  SWITCH,
  oneOf,
} from '../../config/schema/scalars.js';
import { BUILT_IN } from '../../metrics/catalogue/built-in.js';
import { CHECK_DIAGNOSTIC } from './problem.js';
import { ANYTHING, byName, many, orNull, TEXT } from './scalars.js';

const SOURCE = Type.String({ title: 'a text', maxLength: 1024 * 1024 });
const VERSIONS = Type.Optional(list('a list of versions', LABEL, { uniqueItems: true }));
const ROLE = Type.Optional(LABEL);
/** Only those that come with the package: a path would be one of the runtime's own machine. */
const CATALOGUE = Type.Optional(oneOf(...BUILT_IN));
const SHARES = Type.Optional(named('a map of versions and percentages', LABEL_RULES, PERCENTAGE));

export const CHECK_REQUEST = object('a map of `source` and `kind`', {
  source: SOURCE,
  kind: Type.Optional(oneOf('decision', 'score', 'condition', 'gateway', 'policy')),
  versions: VERSIONS,
  baseline: ROLE,
  candidate: ROLE,
  catalogue: CATALOGUE,
});

export const CHECK_REPORT = object('what was found', {
  ok: Type.Boolean(),
  error: Type.Optional(TEXT),
  files: many(
    object('a text and what was found in it', {
      file: TEXT,
      kind: orNull(TEXT),
      diagnostics: many(CHECK_DIAGNOSTIC),
    }),
  ),
});

export const FORMAT_REQUEST = object('a map with `source`', { source: SOURCE });

export const FORMATTED = object('a program in its canonical form', {
  text: TEXT,
  changed: Type.Boolean(),
});

export const EVALUATE_REQUEST = object('a map of `source` and `metrics`', {
  source: SOURCE,
  metrics: byName('values by version and metric, as in a metrics file', ANYTHING),
  versions: VERSIONS,
  baseline: ROLE,
  candidate: ROLE,
  catalogue: CATALOGUE,
  window: Type.Optional(DURATION),
  goal: Type.Optional(oneOf('highest', 'lowest')),
  explain: Type.Optional(SWITCH),
});

const UNKNOWN_READS = many(Type.Object({ read: TEXT, reason: TEXT }, { title: 'a read without value' }));

const DECISION_RESULT = object('what a decision came to', {
  kind: oneOf('decision'),
  decided: Type.Boolean(),
  result: orNull(TEXT),
  unknown: UNKNOWN_READS,
  trace: ANYTHING,
});

const SCORE_RESULT = object('what a score came to', {
  kind: oneOf('score'),
  values: byName('scores by version', orNull(Type.Number())),
  best: orNull(TEXT),
  unknown: UNKNOWN_READS,
  traces: Type.Optional(ANYTHING),
});

export const EVALUATION = Type.Union([DECISION_RESULT, SCORE_RESULT]);

export const MATCH_REQUEST = object('a map of `source` and `request`', {
  source: SOURCE,
  request: byName('a request, as in a request file', ANYTHING),
});

export const MATCH = object('whether the request meets the condition', {
  matches: Type.Boolean(),
  plain: Type.Boolean({ title: 'false where data planes may differ on this request' }),
  reason: Type.Optional(TEXT),
  trace: ANYTHING,
});

export const COMPILE_REQUEST = object('a map of `source` and `target`', {
  source: SOURCE,
  target: oneOf('rules', 'istio', 'gateway-api', 'gloo', 'haproxy', 'envoy'),
  targetVersion: Type.Optional(Type.String({ title: 'a release of the data plane', maxLength: 40 })),
  profile: Type.Optional(oneOf('re2-full', 'core')),
  split: Type.Optional(SWITCH),
  name: Type.Optional(OBJECT_NAME),
  host: Type.Optional(HOST_NAME),
  to: SHARES,
  otherwise: SHARES,
});

export const COMPILED = object('what the data plane is given', {
  rules: Type.Optional(many(ANYTHING)),
  objects: Type.Optional(many(ANYTHING)),
  config: Type.Optional(TEXT),
  diagnostics: many(CHECK_DIAGNOSTIC),
});
