import * as Type from 'typebox';
import { object } from '../../config/schema/objects.js';
import { oneOf } from '../../config/schema/scalars.js';
import { GATEWAY_STATUS, ROUTE_WEIGHTS } from './gateways.js';
import { ANYTHING, COUNT, many, orNull, TEXT, TIME } from './scalars.js';

export const READ_VALUE = object('something that was read', {
  read: Type.String({ title: 'the text of the read' }),
  value: orNull(Type.Number()),
  unknown: orNull(Type.String({ title: 'why there is no value; null where there is one' })),
});

export const SEEN_VALUE = object('something that a policy saw', {
  policy: Type.Integer({ minimum: 0, title: 'its place in the gateway' }),
  ...READ_VALUE.properties,
  at: TIME,
});

export const POLICY_DECISION = object('what one policy said', {
  policy: Type.Integer({ minimum: 0, title: 'its place in the gateway' }),
  type: TEXT,
  observed: Type.Boolean({ title: 'only looked on: nothing was done about what it said' }),
  outcome: Type.String({ title: 'what it said, such as `toward version2`' }),
  reason: TEXT,
  inputs: many(READ_VALUE),
  scores: many(
    object('the score of one version', {
      version: TEXT,
      value: orNull(Type.Number({ title: 'null where it is not known' })),
    }),
  ),
  trace: Type.Unknown({ title: 'the value of every part of its program; null where there is none' }),
});

export const DECISION = object('one tick of a gateway', {
  at: TIME,
  keeping: oneOf('change', 'heartbeat', 'ring'),
  phase: orNull(TEXT),
  step: COUNT,
  shift: orNull(Type.String({ title: 'what made the weights change; null where nothing did' })),
  operation: orNull(
    object('an operator’s act', { by: TEXT, act: Type.Unknown({ title: 'what was asked for' }) }),
  ),
  drift: Type.Unknown({ title: 'what the data plane had instead of the intended weights; null for none' }),
  outcome: Type.String({ title: 'what the policies that were asked said' }),
  reason: TEXT,
  routes: many(ROUTE_WEIGHTS),
  policies: many(POLICY_DECISION),
});

export const GATEWAY_DETAILS = object('a gateway, how its release stands, and what its policies saw last', {
  ...GATEWAY_STATUS.properties,
  values: many(SEEN_VALUE),
});

export const DECISION_LIST = object('the newest decisions, newest first', {
  decisions: many(DECISION),
});

export const DECISION_PAGE = object('the query', {
  namespace: Type.Optional(TEXT),
  limit: Type.Optional(
    Type.Integer({ title: 'a whole number from 1 to 1000', minimum: 1, maximum: 1000, default: 20 }),
  ),
});

/** One event of the stream, as `lamia run --json` prints it. */
export const RELEASE_EVENT = Type.Object(
  { kind: TEXT, gateway: TEXT, at: Type.Number({ title: 'milliseconds since the epoch' }), reason: TEXT },
  { title: 'something that happened', additionalProperties: ANYTHING },
);

export const EVENT_FILTER = object('the query', {
  gateway: Type.Optional(TEXT),
  namespace: Type.Optional(TEXT),
});
