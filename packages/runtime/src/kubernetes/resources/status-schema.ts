import * as Type from 'typebox';
import { needed, optional } from '../../config/schema/meaning.js';
import { list, named, object } from '../../config/schema/objects.js';
import { LABEL_RULES, TEXT, oneOf } from '../../config/schema/scalars.js';
import { PHASE_MEANING } from '../../status/phase-meaning.js';

const COUNT = Type.Integer({ minimum: 0 });
const TIME = Type.String({ format: 'date-time' });

const CONDITION = object('one aspect of how it stands', {
  type: needed(
    oneOf('Ready', 'Progressing', 'Degraded'),
    'Which aspect it is: `Ready` while the data plane serves what was decided, `Progressing` while a release is under way, `Degraded` where a person has to look.',
  ),
  status: needed(oneOf('True', 'False', 'Unknown'), 'Whether it is so.'),
  reason: needed(
    Type.String({ minLength: 1, maxLength: 1_024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' }),
    'Why, as one word for programs such as `SourceFailed`.',
  ),
  message: needed(Type.String({ maxLength: 32_768 }), 'Why, as a sentence for people.'),
  observedGeneration: needed(COUNT, 'The generation of the specification that it is about.'),
  lastTransitionTime: needed(TIME, 'Since when its `status` is what it is.'),
});
export type Condition = Type.Static<typeof CONDITION>;

const ROUTE = object('a route and its weights', {
  name: needed(TEXT, 'The name of the route.'),
  weights: needed(
    named('shares by version', LABEL_RULES, Type.String({ title: 'a share such as `12.5%`' })),
    'The share of each version, such as `12.5%`.',
  ),
});

const RELEASE = object('which release it is', {
  stable: needed(TEXT, 'The version that it starts from and goes back to.'),
  candidate: optional(
    TEXT,
    'The version that it tries; none where the policies choose among versions of equal standing.',
  ),
  policies: needed(TEXT, 'A fingerprint of its policies: with others it is another release.'),
  startedAt: needed(TIME, 'When it began.'),
  shifts: needed(COUNT, 'The steps that it has taken so far, the first one included.'),
});

const DECISION = object('what was decided last', {
  at: needed(TIME, 'When that was.'),
  decision: needed(TEXT, 'What the policies said, or what an operator did.'),
  reason: needed(TEXT, 'Why.'),
});

/** What a controller says of a gateway. Nothing of it is for people to write. */
export const GATEWAY_STATUS = object('how the gateway stands', {
  observedGeneration: optional(COUNT, 'The generation of the specification that was looked at last.'),
  version: optional(TEXT, 'The candidate while it is released or held, otherwise the stable version.'),
  weight: optional(
    TEXT,
    'What `version` has of the routes that are moved: `20%`, or `20%-35%` where they differ.',
  ),
  phase: optional(TEXT, `${PHASE_MEANING} None where there is nothing to release.`),
  reason: optional(
    TEXT,
    'Why it stands there: in the words of the engine, or what is wrong with the data plane or to mend in the specification.',
  ),
  stable: optional(TEXT, 'The version that releases start from and go back to.'),
  candidate: optional(TEXT, 'The version that is tried, or was in the release that ended last.'),
  leftover: optional(
    list('a list of routes', TEXT),
    'After a promotion: the routes that still give traffic to other versions.',
  ),
  routes: optional(
    list('a list of routes', ROUTE),
    'The weights that the data plane shall have, as they were decided last.',
  ),
  release: optional(RELEASE, 'The release that is under way or ended last.'),
  lastDecision: optional(DECISION, 'What was decided last, by the policies or by an operator.'),
  epoch: optional(
    COUNT,
    'By which turn at the gateway this was written; it grows whenever another replica takes the gateway over.',
  ),
  acted: optional(
    TEXT,
    'What the annotation `lamia.dev/act` asks for, once that is done and until the annotation is taken away.',
  ),
  /** One value, which nobody may change a part of. */
  state: optional(
    Type.Unsafe<Readonly<Record<string, unknown>>>({ type: 'object', 'x-kubernetes-map-type': 'atomic' }),
    'What the engine remembers, for whichever replica has the gateway: not for people to read or change.',
  ),
  conditions: optional(
    Type.Unsafe<readonly Condition[]>({
      type: 'array',
      title: 'a list of conditions',
      items: CONDITION,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['type'],
    }),
    'The summary as tools such as `kubectl wait` know it: one of each type.',
  ),
});
/** The status of a Gateway resource. */
export type ResourceStatus = Type.Static<typeof GATEWAY_STATUS>;
