import * as Type from 'typebox';
import { FREEZE } from './freeze-schema.js';
import { GATES } from './gate-schema.js';
import { needed, optional } from './meaning.js';
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

/** Only which of the two counts where nothing is said is not the same everywhere. */
const WHAT_FOLLOWS =
  'What happens then: `hold` ends the release with its weights as they are, for a person to look at; `rollback` takes it back to the stable version.';

const BUDGET = object('a map of `for` and `then`', {
  for: optional(DURATION, 'How long that may last; `10m` unless given.'),
  then: optional(ENDING, `${WHAT_FOLLOWS} \`hold\` unless given.`),
});

/** A duration alone, or with what happens when it is over. */
const DEADLINE = Type.Unsafe<string | { readonly after: string; readonly then?: 'hold' | 'rollback' }>({
  title: 'a duration such as `2h`, or a map of `after` and `then`',
  type: ['string', 'object'],
  minLength: 1,
  pattern: DURATION_PATTERN,
  properties: {
    after: needed(DURATION, 'How long the release may take.'),
    then: needed(ENDING, `${WHAT_FOLLOWS} \`rollback\` unless given.`),
  },
  required: ['after'],
  additionalProperties: false,
});

/** The settings that every kind of policy has, in their canonical names. */
const SETTINGS = {
  routes: optional(
    list('a list of route names', LABEL, { minItems: 1, uniqueItems: true }),
    'The routes whose weights it moves, in lock-step; the last route unless given.',
  ),
  interval: optional(DURATION, 'How often it is asked; `10s` unless given.'),
  step: optional(PERCENTAGE, 'How much traffic moves at once; `10%` unless given.'),
  start: optional(
    PERCENTAGE,
    "The candidate's first share, given before anything is judged; one step unless given.",
  ),
  target: optional(LABEL, 'An older way to name the candidate, where the gateway does not.'),
  minimumRequests: optional(
    COUNT_FROM_ZERO,
    'How many requests each version needs in the window before it is judged; 50 unless given, and 0 for `time`.',
  ),
  failures: optional(
    object('a map of `consecutive` and `total`', {
      consecutive: optional(COUNT, 'So many in a row; no limit unless given.'),
      total: optional(COUNT, 'So many in the whole release; no limit unless given.'),
    }),
    'How many judged ticks against the candidate abort the release.',
  ),
  budgets: optional(
    object('a map of `noData` and `sourceErrors`', {
      noData: optional(
        BUDGET,
        'While data are missing, for another reason than too few requests or a source that fails.',
      ),
      sourceErrors: optional(BUDGET, 'While the source of metrics fails.'),
    }),
    'How long the policy may go without deciding, and what happens then. A decided tick begins anew.',
  ),
  deadline: optional(
    DEADLINE,
    'How long the whole release may take, and what happens then: `{ after: 2h, then: hold }` holds it, a duration alone takes it back. No limit unless given.',
  ),
  readyTimeout: optional(
    DURATION,
    'How long the candidate may take to be ready before the release is held; `10m` unless given.',
  ),
  rollback: optional(
    oneOf('gradual', 'immediate'),
    'How an aborted release goes back: `gradual` step by step, `immediate` at once. `gradual` unless given.',
  ),
  observe: optional(
    SWITCH,
    'Whether the policy only looks on: it is asked and logged, and nothing comes of what it says. `false` unless given.',
  ),
  gates: optional(GATES, 'What the release waits for on its way, until it is answered.'),
  freeze: optional(
    FREEZE,
    "When nothing goes forward in this policy's release: no first share, no step toward another version, no promotion. Steps back go on.",
  ),
};

/** The kinds of policy, each with its own word at `type`. */
export const POLICY_VARIANTS = {
  time: object('a time policy', {
    type: needed(oneOf('time'), 'The candidate gains a step each time it is asked, whatever happens.'),
    ...SETTINGS,
  }),
  health: object('a health policy', {
    type: needed(
      oneOf('health'),
      'The candidate gains a step while it is healthy, and loses one while it is not.',
    ),
    ...SETTINGS,
    expression: optional(
      TEXT,
      'How well a version is: the share of its requests that went well, from 0 to 1. `external_upstream_rq_2xx / upstream_rq_total` unless given.',
    ),
    limit: optional(PERCENTAGE, 'The greatest share of errors that is healthy; `20%` unless given.'),
    floor: optional(
      PERCENTAGE,
      'The share that an unhealthy candidate keeps, so that it can be seen to recover; `0%` unless given.',
    ),
  }),
  metric: object('a metric policy', {
    type: needed(oneOf('metric'), 'The version with the best score gains a step.'),
    ...SETTINGS,
    expression: needed(TEXT, 'The score of a version.'),
    goal: optional(oneOf('highest', 'lowest'), 'Which score is the best; the `highest` unless given.'),
    tolerance: optional(
      DISTANCE,
      'Scores no further apart than this, in their own unit, are a tie, which moves nothing; 0.001 unless given.',
    ),
  }),
  custom: object('a custom policy', {
    type: needed(oneOf('custom'), 'The version gains a step that a program of yours names.'),
    ...SETTINGS,
    expression: needed(TEXT, 'The program: it names the version to favour, or `nil` to hold.'),
  }),
} as const;

/** A policy with every older name already replaced by its canonical one. */
export const POLICY = variants('type', POLICY_VARIANTS);
export type PolicyShape = Type.Static<typeof POLICY>;
