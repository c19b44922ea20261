import { readText, statisticUnit, unitText } from '@lamia/lang';
import type { Gateway } from '../config/gateway.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { queriesOfRead } from '../metrics/queries-of-read.js';
import {
  readKeyText,
  type RecordedGateway,
  type RecordedMetric,
  type RecordedRead,
  type RecordingHead,
} from '../metrics/recording/recording.js';
import type { BoundRead } from '../metrics/source.js';
import { adopt } from '../release/adopt.js';
import { inquire } from '../release/inquiry.js';
import { prepareGateway } from '../release/prepare.js';
import { Programs } from '../release/program.js';

/** A gateway that reads metrics, and all that is needed to know which. */
export interface GatewayToRecord {
  readonly gateway: Gateway;
  readonly catalogue: Catalogue;
  /** The documents that describe it. */
  readonly text: string;
}

/** What a picture of a release shows of each version, whatever its policies read. */
const SHOWN = ['request_rate', 'error_rate', 'latency'] as const;

/**
 * The first line of a recording of these gateways: what their policies read at every tick of a release from baseline to candidate,
 * and what shows how each version fared.
 *
 * @param by what records
 */
export function recordingHead(
  recorded: readonly GatewayToRecord[],
  every: number,
  by: string,
): RecordingHead {
  const programs = new Programs();
  const reads = recorded.flatMap((each, place) =>
    distinct([...policyReads(each, programs), ...shownReads(each)]).map((read) =>
      recordedRead(each, place, read),
    ),
  );
  return { by, every, gateways: recorded.map((each) => recordedGateway(each)), reads };
}

function policyReads({ gateway, catalogue }: GatewayToRecord, programs: Programs): readonly BoundRead[] {
  const prepared = prepareGateway(gateway, languageCatalogue(catalogue), programs, undefined);
  // The files were checked.
  if (!prepared.ok) throw new RangeError(prepared.problems.map(({ message }) => message).join('; '));
  const { release } = adopt(gateway, null, 0).state;
  if (release === null) return [];
  return gateway.policies
    .flatMap(
      (policy, place) => inquire(gateway, policy, prepared.programs[place] ?? null, release.identity).reads,
    )
    .flatMap((read) => (read.kind === 'read' ? [read.read] : []));
}

function shownReads({ gateway, catalogue }: GatewayToRecord): readonly BoundRead[] {
  const { namespace, application, versions, metrics } = gateway;
  const known = SHOWN.filter((metric) => catalogue.metrics.has(metric));
  return versions.flatMap(({ label: version }) =>
    known.map((metric): BoundRead => {
      const subject = { namespace, application, version };
      const window = metrics?.window ?? 0;
      return { kind: 'metric', subject, metric, statistic: null, selector: [], window, offset: 0 };
    }),
  );
}

function distinct(reads: readonly BoundRead[]): readonly BoundRead[] {
  return [...new Map(reads.map((read) => [readKeyText(read), read])).values()];
}

function recordedRead({ catalogue }: GatewayToRecord, gateway: number, read: BoundRead): RecordedRead {
  const promql = queriesOfRead(catalogue, read);
  return { gateway, read, text: textOf(read), unit: unitOf(read, catalogue), promql };
}

function textOf(read: BoundRead): string {
  if (read.kind === 'promql') return readText({ ...read, unit: null });
  const { subject, metric, statistic, selector, window, offset } = read;
  const version = { form: 'label', label: subject.version } as const;
  return readText({ kind: 'metric', version, metric, statistic, selector, window, offset });
}

function unitOf(read: BoundRead, catalogue: Catalogue): string | null {
  if (read.kind === 'promql') return null;
  const declared = catalogue.metrics.get(read.metric);
  return declared === undefined ? null : unitText(statisticUnit(declared.unit, read.statistic));
}

function recordedGateway({ gateway, catalogue, text }: GatewayToRecord): RecordedGateway {
  const { name, versions, baseline, candidate, metrics } = gateway;
  if (metrics === null) throw new RangeError(`the gateway ${name} reads no metrics`);
  const { provider, window, scrapeInterval } = metrics;
  const labels = versions.map(({ label }) => label);
  const declared = recordedMetrics(catalogue);
  return {
    name,
    versions: labels,
    baseline,
    candidate,
    provider,
    window,
    scrapeInterval,
    metrics: declared,
    text,
  };
}

/** All that a catalogue has: whoever plays the recording may try another policy on it. */
function recordedMetrics(catalogue: Catalogue): readonly RecordedMetric[] {
  return [...languageCatalogue(catalogue).metrics].map(([name, { unit, kind, statistics }]) => ({
    name,
    unit: unitText(unit),
    kind,
    statistics,
  }));
}
