import * as Type from 'typebox';
import { GATEWAY_DOCUMENT } from '../../config/schema/gateway-schema.js';
import { named, object } from '../../config/schema/objects.js';
import { LABEL, LABEL_RULES, OBJECT_NAME, PERCENTAGE, SWITCH, oneOf } from '../../config/schema/scalars.js';
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
  name: TEXT,
  weights: byName('percentages by version', PERCENT),
});

export const GATEWAY_STATUS = object('a gateway and how its release stands', {
  name: TEXT,
  namespace: TEXT,
  application: TEXT,
  /** The data plane's kind. */
  target: TEXT,
  address: orNull(Type.String({ title: 'where it accepts requests; null where that is not known' })),
  origin: oneOf('file', 'api'),
  described: orNull(object('who put its document as it is', { by: TEXT, at: TIME })),
  revision: Type.String({ title: 'what its entity tag is made of' }),
  phase: orNull(oneOf(...PHASES)),
  reason: Type.String({ title: 'why it is where it is, in the words of the engine' }),
  stable: TEXT,
  candidate: orNull(TEXT),
  startedAt: orNull(TIME),
  step: COUNT,
  routes: many(ROUTE_WEIGHTS),
  confirmed: orNull(
    object('what the data plane was last seen to have', {
      step: COUNT,
      routes: many(ROUTE_WEIGHTS),
      at: TIME,
    }),
  ),
  outage: orNull(object('an outage of the data plane', { since: TIME, message: TEXT })),
  gates: many(
    object('a gate', {
      name: TEXT,
      at: Type.String({ title: 'a share such as `50%`, `promotion` or `rollback`' }),
      type: oneOf('manual', 'webhook'),
      since: TIME,
    }),
    { title: 'the gates that the release waits at, which nobody has answered' },
  ),
  leftover: many(Type.String(), {
    title: 'after a promotion: routes that still give traffic to other versions',
  }),
});

export const GATEWAY_LIST = object('some gateways', {
  gateways: many(GATEWAY_STATUS),
  next: orNull(Type.String({ title: 'the `after` of the next page; null on the last' })),
});

/** What GET gives and PUT takes. */
export const GATEWAY = GATEWAY_DOCUMENT;

export const WEIGHTS_CHANGE = object('a map of `route` and `weights`', {
  route: LABEL,
  step: Type.Optional(
    Type.Integer({
      minimum: 0,
      title: 'the `step` of the status that the change rests on; refused where it is another by now',
    }),
  ),
  weights: named('a map of versions and percentages', LABEL_RULES, PERCENTAGE),
});

export const APPROVAL = object('a map of `gate` and `approved`', {
  gate: Type.Optional(LABEL),
  approved: Type.Optional(SWITCH),
});

export const RETIREMENT = object('a map with the `version` to take out', { version: LABEL });

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
