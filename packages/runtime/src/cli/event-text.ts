import type { ReleaseEvent } from '../release/events.js';
import { sharesText } from '../release/shares.js';

/** Tells events in one line each: when, which gateway, and what there is to say of it. */
export class EventNarrator {
  readonly #lastTick = new Map<string, string>();

  /** Null for an event that another one tells, and for a tick like the one before. */
  line(event: ReleaseEvent): string | null {
    const text = news(event);
    if (text === null || (event.kind === 'ticked' && this.#lastTick.get(event.gateway) === text)) return null;
    if (event.kind === 'ticked') this.#lastTick.set(event.gateway, text);
    return `${new Date(event.at).toISOString()} ${event.gateway}: ${text}`;
  }
}

function news(event: ReleaseEvent): string | null {
  switch (event.kind) {
    case 'ticked':
      return `${sharesText(event.record.routes)} | ${event.record.reason}`;
    case 'operated':
    case 'shifted':
    case 'superseded':
    case 'confirmed':
      return null; // the tick says so
    case 'ended':
      return `${event.phase}, ${event.stable} is stable | ${event.reason}`;
    case 'source-warned':
      return `warning from the metric source: ${event.reason}`;
    case 'target-failed':
    case 'target-returned':
    case 'tick-failed':
    case 'started':
    case 'resumed':
    case 'repaired':
    case 'waiting':
    case 'frozen':
    case 'thawed':
    case 'gate-answered':
    case 'gate-unanswered':
    case 'aborted':
    case 'described':
    case 'removed':
      return event.reason;
  }
}
