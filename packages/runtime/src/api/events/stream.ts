import type { Writable } from 'node:stream';
import type { Milliseconds } from '../../config/duration.js';
import type { EventLog, LoggedEvent, ResumePoint } from './log.js';

export interface StreamOptions {
  readonly from: ResumePoint;
  readonly wanted: (event: LoggedEvent) => boolean;
  /** How often a sign of life is sent; a client that has read nothing for as long is dropped. */
  readonly heartbeat: Milliseconds;
}

export const HEARTBEAT: Milliseconds = 15_000;

/**
 * Sends events as they happen. A slow client has nothing piled up for it: it reads the log at its own pace, and is dropped when
 * what it wants next is gone or when it takes nothing at all; it may come back with the last id it got.
 * @returns ends the stream
 */
export function streamEvents(
  log: EventLog,
  out: Writable,
  { from, wanted, heartbeat }: StreamOptions,
): () => void {
  let place = from.place;
  let isFull = false;
  let hasRead = true;

  const send = (text: string): void => {
    isFull = !out.write(text);
    if (isFull) hasRead = false;
  };
  const pump = (): void => {
    while (!isFull && !out.destroyed) {
      const event = log.at(place);
      if (event === null) return;
      if (event === 'gone') {
        out.destroy();
        return;
      }
      place += 1;
      if (wanted(event)) send(`id: ${log.id(event.place)}\nevent: ${event.kind}\ndata: ${event.json()}\n\n`);
    }
  };
  const beat = setInterval(() => {
    if (isFull && !hasRead) {
      out.destroy();
      return;
    }
    hasRead = !isFull;
    if (!isFull) send(': still here\n\n');
  }, heartbeat);
  beat.unref();
  const forget = log.onAppend(pump);
  const stop = (): void => {
    clearInterval(beat);
    forget();
  };
  out.on('drain', () => {
    isFull = false;
    hasRead = true;
    pump();
  });
  out.once('close', stop);
  // The connection is gone: whoever reads it knows that already.
  out.on('error', stop);
  send(from.missed ? `id: ${log.id(place - 1)}\nevent: missed\ndata: {}\n\n` : ': events follow\n\n');
  pump();
  return () => {
    stop();
    out.end();
  };
}
