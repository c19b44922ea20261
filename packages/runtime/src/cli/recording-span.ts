import { parseDuration } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import { RECORDING_LIMITS } from '../metrics/recording/read-recording.js';
import { usageError } from './exit.js';

/** The flags that say when is recorded, and how often. */
export interface SpanFlags {
  readonly every?: string;
  readonly for?: string;
  /** Milliseconds since the epoch. */
  readonly from?: number;
  readonly to?: number;
}

const DEFAULT_EVERY: Milliseconds = 10_000;

/** What is recorded: so many lines, of the past or from now on. */
export interface RecordedSpan {
  readonly past: { readonly from: number } | null;
  readonly every: Milliseconds;
  /** At most so many, where nobody says when it ends. */
  readonly lines: number;
  readonly isOpenEnded: boolean;
}

/** @throws CommandError where the flags do not go together, or ask for too much */
export function spanOf({ from, to, ...flags }: SpanFlags, now: number): RecordedSpan {
  const every = durationOf('--every', flags.every) ?? DEFAULT_EVERY;
  const lasting = durationOf('--for', flags.for);
  const most = RECORDING_LIMITS.lines;
  if (from === undefined) {
    if (to !== undefined) throw usageError('`--to` needs `--from`, with which the past begins');
    const lines = lasting === null ? most : Math.max(1, Math.round(lasting / every));
    return { past: null, every, lines: allowed(lines), isOpenEnded: lasting === null };
  }
  if (to !== undefined && lasting !== null) {
    throw usageError('`--to` and `--for` both say how long is recorded; give one of them');
  }
  const end = to ?? (lasting === null ? now : from + lasting);
  if (to !== undefined && to < from) throw usageError('`--to` is earlier than `--from`');
  if (Math.max(from, end) > now)
    throw usageError('the past ends now; leave `--from` out to record what comes');
  const lines = allowed(Math.floor((end - from) / every) + 1);
  return { past: { from }, every, lines, isOpenEnded: false };
}

function durationOf(flag: string, text: string | undefined): Milliseconds | null {
  if (text === undefined) return null;
  const duration = parseDuration(text);
  if (duration !== null && duration > 0) return duration;
  throw usageError(`\`${flag}\` wants a duration such as \`10s\` or \`30m\`, not \`${text}\``);
}

/** A recording stays of a size that whoever plays it can read. */
function allowed(lines: number): number {
  const { lines: most } = RECORDING_LIMITS;
  if (lines <= most) return lines;
  throw usageError(`these would be ${lines} lines, and a recording has ${most} at most; raise \`--every\``);
}
