import type { Matcher, Sample } from '@lamia/lang';
import { parseUnit } from '@lamia/lang';
import { unknown } from '../sample.js';
import type { BoundRead } from '../source.js';
import { Misfit, Part } from './fields.js';
import {
  RECORDING_FORMAT,
  RECORDING_KIND,
  type RecordedGateway,
  type RecordedLine,
  type RecordedMetric,
  type RecordedRead,
  type Recording,
  type RecordingHead,
} from './recording.js';

/** A recording, or where and why the text is none. */
export type ReadRecording =
  | {
      readonly ok: true;
      readonly recording: Recording;
      /** Whether the last line was cut off, as by a full disk; it is left out. */
      readonly isCut: boolean;
    }
  | { readonly ok: false; /** From 1. */ readonly line: number; readonly message: string };

/** More than people record; a text beyond them is refused before it is kept. */
export const RECORDING_LIMITS = {
  lines: 100_000,
  gateways: 1_000,
  reads: 20_000,
  values: 10_000_000,
} as const;

/** Far in the future, and still a time. */
const LATEST = 8.64e15;
const LONGEST_SPAN = 366 * 86_400_000;
const NAME = 1_000;
const TEXT = 100_000;
const FILE = 1_000_000;
const MATCHERS = 100;
const LABELS = 100;

/** Whether a text says of itself that it is a recording; whether it is a sound one is for `readRecording` to say. */
export function isRecording(text: string): boolean {
  return text.slice(0, 200).includes(`"${RECORDING_KIND}"`);
}

/** Reads what `lamia record` writes. */
export function readRecording(text: string): ReadRecording {
  let head: RecordingHead | null = null;
  const lines: RecordedLine[] = [];
  const texts = text.split('\n');
  for (const [place, one] of texts.entries()) {
    if (one.trim() === '') continue;
    const data = parseJson(one);
    // Each line is written with its end: without one it is not whole.
    const isCut = data === undefined && head !== null && place === texts.length - 1;
    if (head !== null && isCut) return { ok: true, recording: { ...head, lines }, isCut };
    try {
      if (data === undefined) throw new Misfit('this line is no JSON');
      if (head === null) head = headOf(new Part(data));
      else lines.push(lineOf(new Part(data), head, lines));
    } catch (error) {
      if (error instanceof Misfit) return { ok: false, line: place + 1, message: error.message };
      throw error;
    }
  }
  if (head === null) return { ok: false, line: 1, message: 'this file is empty; `lamia record` writes one' };
  return { ok: true, recording: { ...head, lines }, isCut: false };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what it is not says less than where it stands
  }
}

function headOf(part: Part): RecordingHead {
  if (!part.has('kind')) return part.misfit('the head of a recording, which `lamia record` writes first');
  part.at('kind').oneOf([RECORDING_KIND]);
  const format = part.at('format');
  if (format.number() !== RECORDING_FORMAT) {
    return format.misfit(`${RECORDING_FORMAT}, the only form that this version knows`);
  }
  const by = part.at('by').text(NAME);
  const every = part.at('every').integer(1, LONGEST_SPAN);
  const gateways = part.at('gateways').items(RECORDING_LIMITS.gateways).map(gatewayOf);
  if (gateways.length === 0) part.at('gateways').misfit('one gateway at least');
  const reads = part
    .at('reads')
    .items(RECORDING_LIMITS.reads)
    .map((read) => readOf(read, gateways.length));
  return { by, every, gateways, reads };
}

function gatewayOf(part: Part): RecordedGateway {
  const candidate = part.at('candidate');
  return {
    name: part.at('name').text(NAME),
    versions: part
      .at('versions')
      .items(LABELS)
      .map((version) => version.text(NAME)),
    baseline: part.at('baseline').text(NAME),
    candidate: candidate.isNull ? null : candidate.text(NAME),
    provider: part.at('provider').text(NAME),
    window: part.at('window').integer(1, LONGEST_SPAN),
    scrapeInterval: part.at('scrapeInterval').integer(1, LONGEST_SPAN),
    metrics: part.at('metrics').items(RECORDING_LIMITS.reads).map(metricOf),
    text: part.at('text').text(FILE),
  };
}

function metricOf(part: Part): RecordedMetric {
  const unit = part.at('unit');
  return {
    name: part.at('name').text(NAME),
    unit: parseUnit(unit.text(NAME)) === null ? unit.misfit('a unit such as `count/s`') : unit.text(NAME),
    kind: part.at('kind').oneOf(['counter', 'gauge', 'rate']),
    statistics: part
      .at('statistics')
      .items(LABELS)
      .map((statistic) => statistic.text(NAME)),
  };
}

function readOf(part: Part, gateways: number): RecordedRead {
  const unit = part.at('unit');
  return {
    gateway: part.at('gateway').integer(0, gateways - 1),
    text: part.at('text').text(TEXT),
    unit: unit.isNull ? null : unit.text(NAME),
    promql: part
      .at('promql')
      .items(LABELS)
      .map((query) => query.text(TEXT)),
    read: part.has('query') ? { kind: 'promql', query: part.at('query').text(TEXT) } : boundRead(part),
  };
}

function boundRead(part: Part): BoundRead {
  const statistic = part.at('statistic');
  return {
    kind: 'metric',
    subject: {
      namespace: part.at('namespace').text(NAME),
      application: part.at('application').text(NAME),
      version: part.at('version').text(NAME),
    },
    metric: part.at('metric').text(NAME),
    statistic: statistic.isNull ? null : statistic.text(NAME),
    selector: part
      .at('selector')
      .items(MATCHERS)
      .map((matcher): Matcher => ({
        label: matcher.at('label').text(NAME),
        operator: matcher.at('operator').oneOf(['=', '!=', '=~', '!~']),
        value: matcher.at('value').text(TEXT),
      })),
    window: part.at('window').integer(1, LONGEST_SPAN),
    offset: part.at('offset').integer(0, LONGEST_SPAN),
  };
}

function lineOf(part: Part, { reads }: RecordingHead, before: readonly RecordedLine[]): RecordedLine {
  const most = Math.min(
    RECORDING_LIMITS.lines,
    Math.floor(RECORDING_LIMITS.values / Math.max(1, reads.length)),
  );
  if (before.length >= most)
    throw new Misfit(`these are more than ${most} lines; record less often, or for less long`);
  const at = part.at('at').integer(0, LATEST);
  const last = before.at(-1);
  if (last !== undefined && at <= last.at)
    part.at('at').misfit(`a later time than the line before, ${last.at}`);
  const values = part.at('values').items(RECORDING_LIMITS.reads);
  if (values.length !== reads.length) {
    throw new Misfit(
      `\`values\` has ${values.length} of them; expected ${reads.length}, one a read of the first line`,
    );
  }
  return { at, samples: values.map(sampleOf) };
}

const CAUSES = ['no-series', 'nan', 'infinite', 'many-series', 'source-failed'] as const;

function sampleOf(part: Part): Sample {
  if (part.isNumber) return { known: true, value: part.number() };
  if (part.has('assumed')) return { known: true, value: part.at('assumed').number(), assumed: true };
  if (!part.has('unknown')) return part.misfit('a number, `{"assumed": 0}` or `{"unknown": "no-series"}`');
  const cause = part.at('unknown').oneOf(CAUSES);
  return part.has('detail') ? unknown(cause, part.at('detail').text(TEXT)) : unknown(cause);
}
