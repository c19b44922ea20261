import { WEEKDAYS } from '../gateway.js';
import type { FreezeWindow } from '../gateway.js';
import type { FreezeShape } from '../schema/freeze-schema.js';
import type { Path } from '../yaml/tree.js';
import type { Report } from './report.js';

/** A freeze window with its defaults filled in: every day, the whole day, UTC. Null where it is none. */
export function canonicalFreeze(shape: FreezeShape, path: Path, report: Report): FreezeWindow | null {
  const isOnce = [shape.from, shape.to].some((when) => when?.includes('T') === true);
  return isOnce ? once(shape, path, report) : weekly(shape, path, report);
}

function once({ from, to, days, timeZone }: FreezeShape, path: Path, report: Report): FreezeWindow | null {
  const begin = Date.parse(from ?? '');
  const end = Date.parse(to ?? '');
  if (Number.isNaN(begin) || Number.isNaN(end)) {
    const message =
      'a freeze window of one time wants two instants, such as `2026-12-24T18:00:00+01:00`, at `from` and `to`';
    report.errorAtKey(path, 'wrong-value', message);
    return null;
  }
  if (days !== undefined || timeZone !== undefined) {
    const message = 'instants say all there is to say; leave out `days` and `timeZone`';
    report.errorAtKey(path, 'conflicting-keys', message);
  }
  if (end <= begin) {
    report.error([...path, 'to'], 'wrong-value', 'this freeze window ends before it begins');
  }
  return { kind: 'once', from: begin, to: end };
}

function weekly(shape: FreezeShape, path: Path, report: Report): FreezeWindow | null {
  const { from = '00:00', to = '24:00', days = WEEKDAYS, timeZone = 'UTC' } = shape;
  if (!isTimeZone(timeZone)) {
    const message = `\`${timeZone}\` is no time zone; write one such as \`Europe/Berlin\` or \`UTC\``;
    report.error([...path, 'timeZone'], 'wrong-value', message);
    return null;
  }
  return { kind: 'weekly', days, from: minutesOf(from), to: minutesOf(to), timeZone };
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false; // it throws nothing else
  }
}
