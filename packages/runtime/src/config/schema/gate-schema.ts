import * as Type from 'typebox';
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
  at: GATE_PLACE,
  name: Type.Optional(LABEL),
  timeout: Type.Optional(DURATION),
  then: Type.Optional(oneOf('hold', 'rollback')),
};

const GATE = variants('type', {
  manual: object('a gate that a person opens', { type: oneOf('manual'), ...SETTINGS }),
  webhook: object('a gate that a webhook opens', {
    type: oneOf('webhook'),
    ...SETTINGS,
    webhook: Type.Optional(OBJECT_NAME),
  }),
});
export type GateShape = Type.Static<typeof GATE>;

export const GATES = list('a list of gates', GATE, { maxItems: 20 });
