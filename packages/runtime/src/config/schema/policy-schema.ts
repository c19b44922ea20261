import * as Type from 'typebox';
import { FREEZE } from './freeze-schema.js';
import { GATES } from './gate-schema.js';
import { list, object, variants } from './objects.js';
import {
  COUNT,
  COUNT_FROM_ZERO,
  DISTANCE,
  DURATION,
  DURATION_PATTERN,
  LABEL,
  PERCENTAGE,
  SWITCH,
  TEXT,
  oneOf,
} from './scalars.js';

const ENDING = oneOf('hold', 'rollback');

const BUDGET = object('a map of `for` and `then`', {
  for: Type.Optional(DURATION),
  then: Type.Optional(ENDING),
});

/** A duration alone, or with what happens when it is over. */
const DEADLINE = Type.Unsafe<string | { readonly after: string; readonly then?: 'hold' | 'rollback' }>({
  title: 'a duration such as `2h`, or a map of `after` and `then`',
  type: ['string', 'object'],
  minLength: 1,
  pattern: DURATION_PATTERN,
  properties: { after: DURATION, then: ENDING },
  required: ['after'],
  additionalProperties: false,
});

/** The settings that every kind of policy has, in their canonical names. */
const SETTINGS = {
  routes: Type.Optional(list('a list of route names', LABEL, { minItems: 1, uniqueItems: true })),
  interval: Type.Optional(DURATION),
  step: Type.Optional(PERCENTAGE),
  start: Type.Optional(PERCENTAGE),
  target: Type.Optional(LABEL),
  minimumRequests: Type.Optional(COUNT_FROM_ZERO),
  failures: Type.Optional(
    object('a map of `consecutive` and `total`', {
      consecutive: Type.Optional(COUNT),
      total: Type.Optional(COUNT),
    }),
  ),
  budgets: Type.Optional(
    object('a map of `noData` and `sourceErrors`', {
      noData: Type.Optional(BUDGET),
      sourceErrors: Type.Optional(BUDGET),
    }),
  ),
  deadline: Type.Optional(DEADLINE),
  readyTimeout: Type.Optional(DURATION),
  rollback: Type.Optional(oneOf('gradual', 'immediate')),
  observe: Type.Optional(SWITCH),
  gates: Type.Optional(GATES),
  freeze: Type.Optional(FREEZE),
};

/** The kinds of policy, each with its own word at `type`. */
export const POLICY_VARIANTS = {
  time: object('a time policy', { type: oneOf('time'), ...SETTINGS }),
  health: object('a health policy', {
    type: oneOf('health'),
    ...SETTINGS,
    expression: Type.Optional(TEXT),
    limit: Type.Optional(PERCENTAGE),
    floor: Type.Optional(PERCENTAGE),
  }),
  metric: object('a metric policy', {
    type: oneOf('metric'),
    ...SETTINGS,
    expression: TEXT,
    goal: Type.Optional(oneOf('highest', 'lowest')),
    tolerance: Type.Optional(DISTANCE),
  }),
  custom: object('a custom policy', { type: oneOf('custom'), ...SETTINGS, expression: TEXT }),
} as const;

/** A policy with every older name already replaced by its canonical one. */
export const POLICY = variants('type', POLICY_VARIANTS);
export type PolicyShape = Type.Static<typeof POLICY>;
