import * as Type from 'typebox';
import { WEEKDAYS } from '../gateway.js';
import { optional } from './meaning.js';
import { list, object } from './objects.js';
import { oneOf } from './scalars.js';

/** A time of day, or an instant with its distance from Greenwich, so that it means the same everywhere. */
const WHEN = Type.String({
  title: 'a time such as `"22:00"`, or an instant such as `2026-12-24T18:00:00+01:00`',
  pattern:
    '^(([01]\\d|2[0-3]):[0-5]\\d|24:00|\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2}))$',
});

const WINDOW = object('a freeze window', {
  days: optional(
    list('a list of days such as `sat`', oneOf(...WEEKDAYS), { minItems: 1, uniqueItems: true }),
    'On which days of the week it begins, for a window that comes again; every day unless given.',
  ),
  from: optional(
    WHEN,
    'When it begins: at a time of each of the days, the begin of the day unless given, or once at an instant.',
  ),
  to: optional(
    WHEN,
    'When it ends: at a time of the day, or of the next day where that is not after `from`, the end of the day unless given; or once at an instant.',
  ),
  timeZone: optional(
    Type.String({ title: 'a time zone such as `Europe/Berlin`', pattern: '^[A-Za-z][A-Za-z0-9_+/-]{0,63}$' }),
    'By the clocks of which place the days and times go, summer time included; `UTC` unless given.',
  ),
});
export type FreezeShape = Type.Static<typeof WINDOW>;

export const FREEZE = list('a list of freeze windows', WINDOW, { maxItems: 50 });
