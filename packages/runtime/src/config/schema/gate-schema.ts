import * as Type from 'typebox';
import { needed, optional } from './meaning.js';
import { list, object, variants } from './objects.js';
import { DURATION, LABEL, OBJECT_NAME, PERCENTAGE_PATTERN, oneOf } from './scalars.js';

/** A share, or the one of two moments of a release that has no share of its own. */
const GATE_PLACE = Type.Unsafe<number | string>({
  title: 'a share such as `50%`, or `promotion`, or `rollback`',
  type: ['number', 'string'],
  minimum: 0,
  maximum: 100,
  pattern: `^(${PERCENTAGE_PATTERN}|promotion|rollback)$`,
});

const SETTINGS = {
  at: needed(
    GATE_PLACE,
    "Where it stands: before a version other than the stable one gets that share or more of one of the policy's routes, before the release is promoted, or before it is aborted.",
  ),
  name: optional(
    LABEL,
    'By which the gate is answered and told of, unlike any other of the gateway; after where it stands unless given.',
  ),
  timeout: optional(DURATION, 'How long an answer is waited for; for as long as it takes unless given.'),
  then: optional(
    oneOf('hold', 'rollback'),
    'What follows a no, or no answer in time: `hold` ends the release where it is, `rollback` takes it back. `hold` unless given. A gate at `rollback` has none: after a no the release is held, without an answer it goes back.',
  ),
};

const GATE = variants('type', {
  manual: object('a gate that a person opens', {
    type: needed(oneOf('manual'), 'A person says yes or no.'),
    ...SETTINGS,
  }),
  webhook: object('a gate that a webhook opens', {
    type: needed(oneOf('webhook'), 'A webhook is asked; a person may answer in its place.'),
    ...SETTINGS,
    webhook: optional(
      OBJECT_NAME,
      "The webhook that is asked, by its name in the runtime's configuration; the gate's own name unless given.",
    ),
  }),
});
export type GateShape = Type.Static<typeof GATE>;

export const GATES = list('a list of gates', GATE, { maxItems: 20 });
