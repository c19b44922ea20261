import { parseDuration, suggest } from '@lamia/lang';
import { parseHostPort } from '../config/canonical/address.js';
import { hundredths } from '../config/canonical/percentage.js';
import type { Milliseconds } from '../config/duration.js';
import type { Address } from '../config/gateway.js';
import { FULL } from '../config/weights.js';
import { isLoopback } from '../api/guard/hosts.js';

const TARGETS = ['embedded', 'haproxy'] as const;
const SOURCES = ['scrape', 'prometheus'] as const;

/** What a user can turn at the demonstration. */
export interface DemoOptions {
  readonly target: (typeof TARGETS)[number];
  readonly source: (typeof SOURCES)[number];
  /** How often the policy is asked. */
  readonly interval: Milliseconds;
  /** Hundredths of a percent, as all shares here. */
  readonly step: number;
  readonly baselineErrors: number;
  readonly candidateErrors: number;
  readonly candidateLatency: Milliseconds;
  readonly traffic: boolean;
  /** Where API and console are served; port 0 for a free one. */
  readonly listen: Address;
  /** One JSON object a line instead of text. */
  readonly json: boolean;
}

/** The flags of `lamia demo` as they are written; what is absent has its default. */
export interface DemoFlags {
  readonly target?: string;
  readonly source?: string;
  readonly interval?: string;
  readonly step?: string;
  readonly baselineErrors?: string;
  readonly candidateErrors?: string;
  readonly candidateLatency?: string;
  readonly traffic?: boolean;
  readonly listen?: string;
  readonly json?: boolean;
}

/** The flags' defaults, in the form in which they are written. */
export const DEMO_DEFAULTS = {
  target: 'embedded',
  source: 'scrape',
  interval: '2s',
  step: '10%',
  baselineErrors: '4%',
  candidateErrors: '0%',
  candidateLatency: '0ms',
  traffic: true,
  listen: '127.0.0.1:0',
  json: false,
} as const satisfies DemoFlags;

/** Shorter and the windows hold too little to judge; longer and nobody waits for the end. */
const INTERVALS = { least: 100, most: 60_000 };
const LONGEST_LATENCY: Milliseconds = 5_000;

/** Reads the flags; the message says which one is wrong and how it is written. */
export function demoOptions(
  flags: DemoFlags,
): { readonly ok: true; readonly options: DemoOptions } | { readonly ok: false; readonly message: string } {
  const given = { ...DEMO_DEFAULTS, ...flags };
  try {
    return {
      ok: true,
      options: {
        target: oneOf('--target', given.target, TARGETS),
        source: oneOf('--source', given.source, SOURCES),
        interval: duration('--interval', given.interval, INTERVALS.least, INTERVALS.most),
        step: share('--step', given.step, 100),
        baselineErrors: share('--baseline-errors', given.baselineErrors, 0),
        candidateErrors: share('--candidate-errors', given.candidateErrors, 0),
        candidateLatency: duration('--candidate-latency', given.candidateLatency, 0, LONGEST_LATENCY),
        traffic: given.traffic,
        listen: address('--listen', given.listen),
        json: given.json,
      },
    };
  } catch (error) {
    if (error instanceof FlagError) return { ok: false, message: error.message };
    throw error;
  }
}

/** Ends the reading of the flags at the first that is wrong; it does not leave this file. */
class FlagError extends Error {}

function oneOf<const Words extends readonly string[]>(
  flag: string,
  text: string,
  words: Words,
): Words[number] {
  const found = words.find((word) => word === text);
  if (found !== undefined) return found;
  const near = suggest(text, words);
  const hint = near === null ? `expected ${words.join(' or ')}` : `did you mean \`${near}\``;
  throw new FlagError(`\`${text}\` is no value for \`${flag}\`; ${hint}`);
}

function duration(flag: string, text: string, least: Milliseconds, most: Milliseconds): Milliseconds {
  const milliseconds = parseDuration(text);
  if (milliseconds !== null && milliseconds >= least && milliseconds <= most) return milliseconds;
  throw new FlagError(
    `\`${text}\` is no value for \`${flag}\`; expected a duration from ${least}ms to ${most / 1000}s, such as \`500ms\``,
  );
}

function share(flag: string, text: string, least: number): number {
  const parsed = hundredths(text);
  if (parsed !== null && parsed >= least && parsed <= FULL) return parsed;
  throw new FlagError(
    `\`${text}\` is no value for \`${flag}\`; expected a percentage from ${least / 100}% to 100%, such as \`5%\``,
  );
}

function address(flag: string, text: string): Address {
  const parsed = parseHostPort(text);
  if (parsed.ok && isLoopback(parsed.value.host)) return parsed.value;
  if (parsed.ok) {
    throw new FlagError(
      `\`${text}\` is no value for \`${flag}\`: the console has no access control, so it listens on this machine's own address only, such as \`127.0.0.1:${parsed.value.port}\``,
    );
  }
  throw new FlagError(
    `\`${text}\` is no value for \`${flag}\`; expected \`HOST:PORT\`, such as \`127.0.0.1:8090\``,
  );
}
