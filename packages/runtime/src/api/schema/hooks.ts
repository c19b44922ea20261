import * as Type from 'typebox';
import { object } from '../../config/schema/objects.js';
import { oneOf } from '../../config/schema/scalars.js';
import { byName, orNull, TEXT } from './scalars.js';

export const VERDICT = object('what the gateway’s policies say of the candidate now', {
  verdict: oneOf('go', 'wait', 'halt'),
  value: Type.Integer({ minimum: -1, maximum: 1, title: '1 to go on, 0 to wait, -1 to halt' }),
  gateway: TEXT,
  phase: orNull(TEXT),
  stable: TEXT,
  candidate: orNull(TEXT),
  reason: TEXT,
});

/** What Flagger sends along: it may send more. */
export const FLAGGER_REQUEST = byName('what Flagger sends', Type.Unknown());

export const FLAGGER_QUESTION = object('the query', {
  ask: Type.Optional(oneOf('go', 'rollback')),
});

export const SECRET_PATH = object('the path', { name: TEXT, secret: TEXT });
