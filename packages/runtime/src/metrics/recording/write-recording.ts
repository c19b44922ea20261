import type { Sample } from '@lamia/lang';
import type { BoundRead } from '../source.js';
import {
  RECORDING_FORMAT,
  RECORDING_KIND,
  type RecordedLine,
  type RecordedRead,
  type RecordingHead,
} from './recording.js';

/** The first line of a recording, without its end. */
export function headText({ by, every, gateways, reads }: RecordingHead): string {
  const head = { kind: RECORDING_KIND, format: RECORDING_FORMAT, by, every, gateways };
  return JSON.stringify({ ...head, reads: reads.map(readJson) });
}

/** One of the lines that follow it, without its end. */
export function lineText({ at, samples }: RecordedLine): string {
  return JSON.stringify({ at, values: samples.map(valueJson) });
}

function readJson({ gateway, read, text, unit, promql }: RecordedRead): object {
  return { gateway, text, unit, promql, ...fieldsOf(read) };
}

function fieldsOf(read: BoundRead): object {
  if (read.kind === 'promql') return { query: read.query };
  const { subject, metric, statistic, selector, window, offset } = read;
  const { namespace, application, version } = subject;
  return { namespace, application, version, metric, statistic, selector, window, offset };
}

/** A number alone is known. */
function valueJson(sample: Sample): unknown {
  if (sample.known) return sample.assumed === true ? { assumed: sample.value } : sample.value;
  const { cause, detail } = sample;
  return { unknown: cause, ...(detail !== undefined && { detail }) };
}
