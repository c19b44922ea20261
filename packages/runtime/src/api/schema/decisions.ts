import * as Type from 'typebox';
import { needed } from '../../config/schema/meaning.js';
import { object } from '../../config/schema/objects.js';
import { oneOf } from '../../config/schema/scalars.js';
import { GATEWAY_STATUS, ROUTE_WEIGHTS } from './gateways.js';
import { ANYTHING, COUNT, many, orNull, TEXT, TIME } from './scalars.js';

const ITS_PLACE = "Which of the gateway's policies, counted from 0.";

export const READ_VALUE = object('something that was read', {
  read: needed(Type.String(), 'The text of the read.'),
  value: needed(orNull(Type.Number()), 'What it was, in its unit; null where it is not known.'),
  unknown: needed(orNull(Type.String()), 'Why there is no value; null where there is one.'),
});

export const SEEN_VALUE = object('something that a policy saw', {
  policy: needed(COUNT, ITS_PLACE),
  ...READ_VALUE.properties,
  at: needed(TIME, 'When the policy was asked.'),
});

export const POLICY_DECISION = object('what one policy said', {
  policy: needed(COUNT, ITS_PLACE),
  type: needed(TEXT, 'Its kind.'),
  observed: needed(Type.Boolean(), 'Whether it only looked on: nothing was done about what it said.'),
  outcome: needed(Type.String(), 'What it said, such as `toward version2`.'),
  reason: needed(TEXT, 'Why.'),
  inputs: needed(many(READ_VALUE), 'What it read.'),
  scores: needed(
    many(
      object('the score of one version', {
        version: needed(TEXT, 'The version.'),
        value: needed(orNull(Type.Number()), 'Its score; null where it is not known.'),
      }),
    ),
    'The score of each version, for a policy that has scores.',
  ),
  trace: needed(Type.Unknown(), 'The value of every part of its program; null where there is none.'),
});

export const DECISION = object('one tick of a gateway', {
  at: needed(TIME, 'When it was.'),
  keeping: needed(
    oneOf('change', 'heartbeat', 'ring'),
    'Why the log has it: as a `change`, as one a minute while nothing changes (`heartbeat`), or as one of the last hundred (`ring`).',
  ),
  phase: needed(orNull(TEXT), 'The phase of the release after it; null where there is nothing to release.'),
  step: needed(COUNT, 'Which weights `routes` are: it grows with every change of them.'),
  shift: needed(orNull(Type.String()), 'What made the weights change; null where nothing did.'),
  operation: needed(
    orNull(
      object('an operator’s act', {
        by: needed(TEXT, 'Who it was.'),
        act: needed(Type.Unknown(), 'What was asked for.'),
      }),
    ),
    'What an operator did; null for a tick of the engine’s own.',
  ),
  drift: needed(Type.Unknown(), 'What the data plane had instead of the intended weights; null for none.'),
  outcome: needed(Type.String(), 'What the policies that were asked said.'),
  reason: needed(TEXT, 'Why.'),
  routes: needed(many(ROUTE_WEIGHTS), 'What the data plane shall have after it.'),
  policies: needed(many(POLICY_DECISION), 'What each policy said that was asked.'),
});

export const GATEWAY_DETAILS = object('a gateway, how its release stands, and what its policies saw last', {
  ...GATEWAY_STATUS.properties,
  values: needed(many(SEEN_VALUE), 'What its policies saw when they were asked last.'),
});

export const DECISION_LIST = object('the newest decisions, newest first', {
  decisions: needed(many(DECISION), 'The decisions, newest first.'),
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
