import type { MetricKind, Sample } from '@lamia/lang';
import type { Milliseconds } from '../../config/duration.js';
import type { BoundRead } from '../source.js';

/** What the first line of a recording calls itself, and the only form of it that there is so far. */
export const RECORDING_KIND = 'lamia-recording';
export const RECORDING_FORMAT = 1;

/** A metric that a gateway's policies read, as its catalogue declares it. */
export interface RecordedMetric {
  readonly name: string;
  /** `count/s`, as `unitText` prints it. */
  readonly unit: string;
  readonly kind: MetricKind;
  readonly statistics: readonly string[];
}

/** A gateway whose policies could decide on what was recorded. */
export interface RecordedGateway {
  readonly name: string;
  readonly versions: readonly string[];
  readonly baseline: string;
  readonly candidate: string | null;
  /** A built-in catalogue's name or a catalogue file's path. */
  readonly provider: string;
  /** The span of a read without `over`. */
  readonly window: Milliseconds;
  readonly scrapeInterval: Milliseconds;
  readonly metrics: readonly RecordedMetric[];
  /** The documents (YAML) that describe it: its own, and the policies that it refers to. */
  readonly text: string;
}

/** One column of a recording. */
export interface RecordedRead {
  /** Whose it is, by its place among the gateways: two of them may read from different sources. */
  readonly gateway: number;
  readonly read: BoundRead;
  /** As a program writes it: `metric version1 requests over 1m`. */
  readonly text: string;
  /** Null where it is not known. */
  readonly unit: string | null;
  /** What Prometheus is asked for it; none for another source. */
  readonly promql: readonly string[];
}

/** The first line. */
export interface RecordingHead {
  /** What wrote it: `lamia 1.2.3`. */
  readonly by: string;
  /** Between two lines. */
  readonly every: Milliseconds;
  readonly gateways: readonly RecordedGateway[];
  readonly reads: readonly RecordedRead[];
}

/** Every other line: what was read as of one instant. */
export interface RecordedLine {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** One a read of the head, in their order. */
  readonly samples: readonly Sample[];
}

/** What the reads of some gateways came to, again and again: the metrics of a release without the release. */
export interface Recording extends RecordingHead {
  /** Each later than the one before it. */
  readonly lines: readonly RecordedLine[];
}

/** Equal for reads that ask the same. */
export function readKeyText(read: BoundRead): string {
  if (read.kind === 'promql') return JSON.stringify([read.query]);
  const { subject, metric, statistic, selector, window, offset } = read;
  const { namespace, application, version } = subject;
  const matchers = selector.map(({ label, operator, value }) => [label, operator, value]);
  return JSON.stringify([namespace, application, version, metric, statistic, matchers, window, offset]);
}
