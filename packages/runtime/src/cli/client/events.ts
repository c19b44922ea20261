import { streamEvents, StreamRefused } from '../../client/event-stream.js';
import { stopRequest } from '../../demo/stop-signals.js';
import { EXIT, inputError, outsideError } from '../exit.js';
import type { ProcessIo } from '../io.js';
import { openClient, type ClientFlags } from './connection.js';

export interface EventsFlags extends ClientFlags {
  readonly gateway?: string;
}

/** `lamia events`: what happens, one JSON object a line, until it is asked to stop. */
export async function runEvents(flags: EventsFlags, io: ProcessIo): Promise<number> {
  const client = openClient(flags);
  const stop = stopRequest();
  const ending = new AbortController();
  const end = (): void => {
    ending.abort();
  };
  for (const signal of [stop.signal, io.outputLost]) {
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true });
  }
  const wish = {
    ...(flags.gateway !== undefined && { gateway: flags.gateway }),
    ...(flags.namespace !== undefined && { namespace: flags.namespace }),
  };
  const onLost = (why: string): void => {
    io.stderr.write(`lamia: ${why}; asking again\n`);
  };
  try {
    for await (const { event, data } of streamEvents(client, wish, onLost, ending.signal)) {
      // What was missed is told by the name of the event alone.
      io.stdout.write(`${event === 'missed' ? JSON.stringify({ kind: 'missed' }) : data}\n`);
    }
    return EXIT.done;
  } catch (error) {
    if (!(error instanceof StreamRefused)) throw error;
    throw error.isOutside ? outsideError(error.message) : inputError(error.message);
  } finally {
    stop.forget();
    client.close();
  }
}
