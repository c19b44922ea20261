import { EventBlocks, type StreamedEvent } from '../../../runtime/src/client/streamed-event.js';
import { outsideText, type RuntimeClient } from './client.js';

/** How the stream of events stands. */
export type LiveState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  /** It is tried again. */
  | { readonly kind: 'lost'; readonly why: string }
  /** The runtime does not give it to this reader, so that it is not tried again. */
  | { readonly kind: 'refused'; readonly status: number };

export interface LiveListener {
  readonly onState: (state: LiveState) => void;
  readonly onEvent: (event: StreamedEvent) => void;
}

export interface LiveTiming {
  /** After the first loss; each that follows waits twice as long. */
  readonly firstPause: number;
  readonly longestPause: number;
  /** The runtime sends a sign of life every 15 s. */
  readonly silence: number;
}

const TIMING: LiveTiming = { firstPause: 500, longestPause: 10_000, silence: 45_000 };

/**
 * Everything that happens, until `signal` is aborted. A connection that is lost is made again and goes on where it broke off; browsers'
 * own `EventSource` could do as much, but not send a token.
 */
export async function follow(
  client: RuntimeClient,
  { onState, onEvent }: LiveListener,
  signal: AbortSignal,
  timing: LiveTiming = TIMING,
): Promise<void> {
  let last: string | null = null;
  let failures = 0;
  const isOver = (): boolean => signal.aborted;
  onState({ kind: 'connecting' });
  while (!isOver()) {
    const ended = await connection(client, last, signal, timing, {
      onOpen: () => {
        failures = 0;
        onState({ kind: 'live' });
      },
      onEvent: (event) => {
        last = event.id ?? last;
        onEvent(event);
      },
    });
    if (isOver()) return;
    onState(ended);
    if (ended.kind === 'refused') return;
    await pause(Math.min(timing.firstPause * 2 ** failures, timing.longestPause), signal);
    failures += 1;
  }
}

interface ConnectionListener {
  readonly onOpen: () => void;
  readonly onEvent: (event: StreamedEvent) => void;
}

type Ended = Extract<LiveState, { kind: 'lost' | 'refused' }>;

/** One connection from its beginning to its end. */
async function connection(
  client: RuntimeClient,
  last: string | null,
  signal: AbortSignal,
  { silence }: LiveTiming,
  { onOpen, onEvent }: ConnectionListener,
): Promise<Ended> {
  const ending = new AbortController();
  let timer = setTimeout(() => ending.abort(), silence);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => ending.abort(), silence);
  };
  try {
    const answer = await fetch(client.address('streamEvents', {}), {
      headers: {
        accept: 'text/event-stream',
        ...client.authorization(),
        ...(last !== null && { 'last-event-id': last }),
      },
      redirect: 'error',
      credentials: 'omit',
      signal: AbortSignal.any([signal, ending.signal]),
    });
    if (answer.status === 401 || answer.status === 403) return { kind: 'refused', status: answer.status };
    if (!answer.ok || answer.body === null)
      return { kind: 'lost', why: `the runtime answers ${answer.status}` };
    onOpen();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    const blocks = new EventBlocks();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      heard();
      for (const event of blocks.take(part.value)) if (event !== null) onEvent(event);
    }
    return { kind: 'lost', why: 'the runtime ended the connection' };
  } catch (error) {
    return { kind: 'lost', why: outsideText(error) };
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

function pause(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
