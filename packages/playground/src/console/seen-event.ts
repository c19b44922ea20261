import type { StreamedEvent } from '../../../runtime/src/client/streamed-event.js';

/** An event of the stream, as far as it is shown. */
export interface SeenEvent {
  /** Its place in the stream; null where the stream gave none. */
  readonly id: string | null;
  readonly kind: string;
  readonly gateway: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly reason: string;
}

/** So many are kept for who looks at them. */
const MOST = 300;

/** An event of the stream, or null for one of a form that this page does not know. */
export function seenEvent({ id, event, data }: StreamedEvent): SeenEvent | null {
  const said = parsed(data);
  if (typeof said !== 'object' || said === null) return null;
  const { gateway = '', at = 0, reason = '' }: { gateway?: unknown; at?: unknown; reason?: unknown } = said;
  if (typeof gateway !== 'string' || typeof at !== 'number' || typeof reason !== 'string') return null;
  return { id, kind: event, gateway, at, reason };
}

/** With the newest first, and no more than are shown. */
export function withEvent(events: readonly SeenEvent[], event: SeenEvent): readonly SeenEvent[] {
  return [event, ...events].slice(0, MOST);
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown;
  } catch {
    return null;
  }
}
