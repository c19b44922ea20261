import { WEEKDAYS, type FreezeWindow, type Gateway, type Weekday } from '../config/gateway.js';

/** What clocks and calendars of a place show. */
interface LocalTime {
  readonly day: Weekday;
  /** Minutes after midnight. */
  readonly minutes: number;
}

/** Why nothing goes forward now; null where no freeze window is open. */
export function frozenText(gateway: Gateway, now: number): string | null {
  for (const { freeze, observe } of gateway.policies) {
    const open = observe ? undefined : freeze.find((window) => isOpen(window, now));
    if (open !== undefined) return `frozen ${untilText(open)}`;
  }
  return null;
}

/**
 * True where an instant is within a window: from its begin on, before its end. By the clocks of the place, so that an hour that
 * a change to summer time leaves out is frozen by none and one that comes twice by both.
 */
export function isOpen(window: FreezeWindow, now: number): boolean {
  if (window.kind === 'once') return window.from <= now && now < window.to;
  const { days, from, to, timeZone } = window;
  const { day, minutes } = localTime(timeZone, now);
  if (from < to) return days.includes(day) && from <= minutes && minutes < to;
  return (days.includes(day) && minutes >= from) || (days.includes(dayBefore(day)) && minutes < to);
}

/** To make one takes much longer than to use it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function localTime(timeZone: string, now: number): LocalTime {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  clocks.set(timeZone, clock);
  const parts = new Map(clock.formatToParts(now).map(({ type, value }) => [type, value]));
  const name = parts.get('weekday')?.toLowerCase();
  const day = WEEKDAYS.find((weekday) => weekday === name);
  if (day === undefined) throw new RangeError(`${now} is on no day of the week`);
  return { day, minutes: Number(parts.get('hour')) * 60 + Number(parts.get('minute')) };
}

function dayBefore(day: Weekday): Weekday {
  return WEEKDAYS.at(WEEKDAYS.indexOf(day) - 1) ?? day;
}

function untilText(window: FreezeWindow): string {
  if (window.kind === 'once') return 'by a window of one time';
  const { to, timeZone } = window;
  return `until ${twoDigits(Math.floor(to / 60))}:${twoDigits(to % 60)} (${timeZone})`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
