import * as Type from 'typebox';
import { GATEWAY_DOCUMENT } from '../../config/schema/gateway-schema.js';
import { needed, optional } from '../../config/schema/meaning.js';
import { named, object } from '../../config/schema/objects.js';
import { LABEL, LABEL_RULES, OBJECT_NAME, PERCENTAGE, SWITCH, oneOf } from '../../config/schema/scalars.js';
import { PHASE_MEANING } from '../../status/phase-meaning.js';
import { byName, COUNT, many, orNull, PERCENT, TEXT, TIME } from './scalars.js';

export const PHASES = [
  'Pending',
  'Progressing',
  'RollingBack',
  'Waiting',
  'Paused',
  'Promoted',
  'RolledBack',
  'Held',
  'Superseded',
] as const;

export const ROUTE_WEIGHTS = object('the weights of a route', {
  name: needed(TEXT, 'The name of the route.'),
  weights: needed(byName('percentages by version', PERCENT), 'The share of each version, in percent.'),
});

export const GATEWAY_STATUS = object('a gateway and how its release stands', {
  name: needed(TEXT, 'What the gateway is called.'),
  namespace: needed(TEXT, 'Where it belongs.'),
  application: needed(TEXT, 'The application whose traffic it is.'),
  target: needed(TEXT, 'The kind of its data plane.'),
  address: needed(orNull(Type.String()), 'Where it accepts requests; null where that is not known.'),
  origin: needed(
    oneOf('file', 'api'),
    'Whether a file of the runtime describes it, or it was put through the API.',
  ),
  described: needed(
    orNull(
      object('who put its document as it is', {
        by: needed(TEXT, 'The name of who put it.'),
        at: needed(TIME, 'When that was.'),
      }),
    ),
    'Who put its document as it is; null for one of a file.',
  ),
  revision: needed(Type.String(), 'What its entity tag is made of: another document has another one.'),
  phase: needed(orNull(oneOf(...PHASES)), `${PHASE_MEANING} Null where there is nothing to release.`),
  reason: needed(Type.String(), 'Why it is where it is, in the words of the engine.'),
  stable: needed(TEXT, 'The version that releases start from and go back to.'),
  candidate: needed(orNull(TEXT), 'The version that is tried; null where none is.'),
  startedAt: needed(orNull(TIME), 'When the release began; null where there is none.'),
  step: needed(COUNT, 'Which weights `routes` are: it grows with every change of them.'),
  routes: needed(many(ROUTE_WEIGHTS), 'What the data plane shall have.'),
  confirmed: needed(
    orNull(
      object('what the data plane was last seen to have', {
        step: needed(
          COUNT,
          'Which weights these are: another `step` than that of the gateway while a change is under way.',
        ),
        routes: needed(many(ROUTE_WEIGHTS), 'The weights that it had.'),
        at: needed(TIME, 'When it was first seen to have them.'),
      }),
    ),
    'What the data plane was last seen to have; null until it has shown the weights, and again where it lost them.',
  ),
  outage: needed(
    orNull(
      object('an outage of the data plane', {
        since: needed(TIME, 'Since when it gives no answer.'),
        message: needed(TEXT, 'What it says.'),
      }),
    ),
    'Since when the data plane gives no answer; null while it answers.',
  ),
  gates: needed(
    many(
      object('a gate', {
        name: needed(TEXT, 'By which it is answered.'),
        at: needed(
          Type.String(),
          'Where it stands: before a share such as `50%`, the `promotion` or a `rollback`.',
        ),
        type: needed(
          oneOf('manual', 'webhook'),
          'Who is asked: a person, or a webhook, in whose place a person may answer.',
        ),
        since: needed(TIME, 'Since when the release waits there.'),
      }),
    ),
    'The gates that the release waits at, which nobody has answered.',
  ),
  leftover: needed(
    many(Type.String()),
    'After a promotion: the routes that still give traffic to other versions.',
  ),
});

export const GATEWAY_LIST = object('some gateways', {
  gateways: needed(many(GATEWAY_STATUS), 'The gateways of this page.'),
  next: needed(orNull(Type.String()), 'The `after` of the next page; null on the last.'),
});

/** What GET gives and PUT takes. */
export const GATEWAY = GATEWAY_DOCUMENT;

export const WEIGHTS_CHANGE = object('a map of `route` and `weights`', {
  route: needed(LABEL, 'The route that gets other weights.'),
  step: optional(
    Type.Integer({
      minimum: 0,
      title: 'the `step` of the status that the change rests on; refused where it is another by now',
    }),
    'The `step` of the status that the change rests on; refused where it is another by now.',
  ),
  weights: needed(
    named('a map of versions and percentages', LABEL_RULES, PERCENTAGE),
    'The share of each version in percent, which sum to 100.',
  ),
});

export const APPROVAL = object('a map of `gate` and `approved`', {
  gate: optional(LABEL, 'The gate that is answered; to be named where the release waits at several.'),
  approved: optional(SWITCH, 'Whether the release may pass it; `true` unless given.'),
});

export const RETIREMENT = object('a map with the `version` to take out', {
  version: needed(LABEL, 'The version to take out.'),
});

export const NOTHING = object('an empty map', {});

export const GATEWAY_NAME = object('the path', { name: TEXT });

export const NAMESPACE = object('the query', { namespace: Type.Optional(OBJECT_NAME) });

/** Of a change that may be tried. */
export const CHANGE = object('the query', {
  namespace: Type.Optional(OBJECT_NAME),
  dryRun: Type.Optional(SWITCH),
});

export const GATEWAY_PAGE = object('the query', {
  namespace: Type.Optional(OBJECT_NAME),
  application: Type.Optional(LABEL),
  limit: Type.Optional(
    Type.Integer({ title: 'a whole number from 1 to 1000', minimum: 1, maximum: 1000, default: 500 }),
  ),
  after: Type.Optional(OBJECT_NAME),
});

export const HOOK_PATHS = object('the secret paths of a gateway’s hooks', { flagger: TEXT, argo: TEXT });
