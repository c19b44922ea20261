import * as Type from 'typebox';
import { list, named, object } from '../../config/schema/objects.js';
import { LABEL_RULES, oneOf } from '../../config/schema/scalars.js';

const text = (title: string) => Type.String({ title });
const count = (title: string) => Type.Integer({ title, minimum: 0 });
const TIME = Type.String({ title: 'an instant', format: 'date-time' });

const CONDITION = object('one aspect of how it stands', {
  type: oneOf('Ready', 'Progressing', 'Degraded'),
  status: oneOf('True', 'False', 'Unknown'),
  reason: Type.String({
    title: 'a word for programs',
    minLength: 1,
    maxLength: 1_024,
    pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$',
  }),
  message: Type.String({ title: 'a sentence for people', maxLength: 32_768 }),
  observedGeneration: count('the generation that it is about'),
  lastTransitionTime: TIME,
});
export type Condition = Type.Static<typeof CONDITION>;

/** What a controller says of a gateway. Nothing of it is for people to write. */
export const GATEWAY_STATUS = object('how the gateway stands', {
  observedGeneration: Type.Optional(count('the generation of the specification that was looked at last')),
  version: Type.Optional(text('the candidate while it is released, otherwise the stable version')),
  weight: Type.Optional(text('what that version has of the routes that are moved')),
  phase: Type.Optional(text('where the release stands')),
  reason: Type.Optional(text('why, in the words of the engine')),
  stable: Type.Optional(text('the version that releases start from')),
  candidate: Type.Optional(text('the version that is tried')),
  leftover: Type.Optional(
    list('after a promotion: routes that still give traffic to other versions', text('a route')),
  ),
  routes: Type.Optional(
    list(
      'what the data plane shall have',
      object('a route and its weights', {
        name: text('the name of the route'),
        weights: named('shares by version', LABEL_RULES, text('a share such as `12.5%`')),
      }),
    ),
  ),
  release: Type.Optional(
    object('which release it is', {
      stable: text('the version that it starts from and goes back to'),
      candidate: Type.Optional(text('the version that it tries')),
      policies: text('a fingerprint of the policies'),
      startedAt: TIME,
      shifts: count('steps so far'),
    }),
  ),
  lastDecision: Type.Optional(
    object('what was decided last', {
      at: TIME,
      decision: text('what the policies said, or what an operator did'),
      reason: text('why'),
    }),
  ),
  epoch: Type.Optional(count('grows whenever another replica takes the gateway over')),
  /** One value, which nobody may change a part of. */
  state: Type.Optional(
    Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      title: 'what the engine remembers',
      'x-kubernetes-map-type': 'atomic',
    }),
  ),
  conditions: Type.Optional(
    Type.Unsafe<readonly Condition[]>({
      type: 'array',
      title: 'the usual summary, one of each type',
      items: CONDITION,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    }),
  ),
});
/** The status of a Gateway resource. */
export type ResourceStatus = Type.Static<typeof GATEWAY_STATUS>;
