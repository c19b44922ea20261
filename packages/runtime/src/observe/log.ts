import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { ServedRequest } from '../api/options.js';
import type { Level } from '../config/runtime/runtime-configuration.js';
import { deliveryText } from '../notify/delivery-text.js';
import type { CourierReport } from '../notify/lane.js';
import { levelOf } from '../release/event-level.js';
import type { ReleaseEvent } from '../release/events.js';
import type { LogForm, LogLevel } from './log-options.js';

const PINO_LEVELS: Readonly<Record<Level, 'info' | 'warn' | 'error'>> = {
  info: 'info',
  warning: 'warn',
  error: 'error',
};

/** A log of everything that happens, one line each. Secrets never come this far: see `secrets/`. */
export class EventLog {
  readonly #logger: Logger;
  readonly #lastReason = new Map<string, string>();

  constructor(form: LogForm, level: LogLevel, write: (line: string) => void) {
    const destination: DestinationStream = {
      write: form === 'text' ? (line) => write(textLine(line)) : write,
    };
    this.#logger = pino(
      {
        level: form === 'none' ? 'silent' : level === 'warning' ? 'warn' : level,
        // Where it runs is known to whoever reads it.
        base: {},
        formatters: { level: (label) => ({ level: label === 'warn' ? 'warning' : label }) },
        timestamp: () => '',
      },
      destination,
    );
  }

  note(event: ReleaseEvent): void {
    const { kind, gateway, at, reason } = event;
    const line = { time: new Date(at).toISOString(), event: kind, gateway, ...detailsOf(event), reason };
    if (event.kind === 'ticked' && this.#lastReason.get(gateway) === reason) this.#logger.debug(line);
    else this.#logger[PINO_LEVELS[levelOf(event)]](line);
    if (event.kind === 'ticked') this.#lastReason.set(gateway, reason);
  }

  noteDelivery(report: CourierReport, now: number): void {
    const { kind, notifier } = report;
    const line = { time: new Date(now).toISOString(), event: `notification-${kind}`, notifier };
    const reason = deliveryText(report);
    if (reason === null) this.#logger.debug(line);
    else this.#logger[kind === 'lost' ? 'error' : 'warn']({ ...line, reason });
  }

  /** What changes something is for everybody to see; who only looks, again and again, is for those who debug. */
  noteRequest({ method, at, status, duration, caller }: ServedRequest, now: number): void {
    const line = {
      time: new Date(now).toISOString(),
      event: 'request',
      method,
      at,
      status,
      milliseconds: Math.round(duration),
      caller,
    };
    this.#logger[method === 'GET' || method === 'HEAD' ? 'debug' : 'info'](line);
  }

  /** What could not be done outside, and who has to do something about it. */
  noteTrouble(reason: string, now: number): void {
    this.#logger.warn({ time: new Date(now).toISOString(), event: 'trouble', reason });
  }

  /** Where this process is to be found: the one line that comes at every level. */
  noteServing(reason: string, now: number): void {
    const line = { time: new Date(now).toISOString(), event: 'serving', reason };
    if (this.#logger.level !== 'silent') this.#logger.child({}, { level: 'info' }).info(line);
  }

  noteFault(fault: unknown, during: string, now: number): void {
    const trace = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    const reason = `a fault of lamia itself during ${during}: ${trace}`;
    this.#logger.error({ time: new Date(now).toISOString(), event: 'fault', reason });
  }
}

/** What a line says of its event beside what all say. */
function detailsOf(event: ReleaseEvent): Readonly<Record<string, unknown>> {
  switch (event.kind) {
    case 'ticked':
      return { phase: event.record.phase, step: event.record.step };
    case 'shifted':
      return { cause: event.cause, step: event.step };
    case 'confirmed':
      return { step: event.step };
    case 'ended':
      return { phase: event.phase, stable: event.stable };
    case 'resumed':
      return { phase: event.phase };
    case 'operated':
      return { act: event.operation.act.kind, by: event.operation.by };
    default:
      return {};
  }
}

/** `2026-03-01T12:00:00.000Z error shop ended phase=Held stable=version1: the deadline has passed` */
function textLine(json: string): string {
  const { level, time, event, gateway, notifier, reason, ...rest } = JSON.parse(json) as Readonly<
    Record<string, string | number | null | undefined>
  >; // the line that was made above
  const details = Object.entries(rest).map(([key, value]) => `${key}=${value ?? '-'}`);
  const head = [time, level, gateway ?? notifier, event, ...details].filter((word) => word !== undefined);
  return `${head.join(' ')}${reason === undefined ? '' : `: ${reason}`}\n`;
}
