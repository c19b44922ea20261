import type { Sample } from '@lamia/lang';
import { unknown } from '../metrics/sample.js';
import type { RecordedRead } from '../metrics/recording/recording.js';
import type { BoundRead, MetricSource } from '../metrics/source.js';
import type { GatewayToRecord } from './recording-head.js';

/** A gateway and where its values come from; several may share a source. */
export interface RecordedFrom<Source extends MetricSource> extends GatewayToRecord {
  readonly source: Source;
}

/** What one source is asked for, and which columns of the recording that are. */
export interface Columns<Source extends MetricSource> {
  readonly source: Source;
  readonly reads: readonly BoundRead[];
  readonly places: readonly number[];
}

/** The reads of all gateways by the source that answers them, so that each is asked once an instant. */
export function columnsOf<Source extends MetricSource>(
  gateways: readonly RecordedFrom<Source>[],
  reads: readonly RecordedRead[],
): readonly Columns<Source>[] {
  const columns = new Map<Source, { source: Source; reads: BoundRead[]; places: number[] }>();
  for (const [place, { gateway, read }] of reads.entries()) {
    const source = gateways[gateway]?.source;
    if (source === undefined) throw new RangeError(`a read is of gateway ${gateway}, which there is not`);
    const own = columns.get(source) ?? { source, reads: [], places: [] };
    own.reads.push(read);
    own.places.push(place);
    columns.set(source, own);
  }
  return [...columns.values()];
}

/** The samples of one line out of those that each source answered. */
export function lineOf(
  columns: readonly Columns<MetricSource>[],
  answered: readonly (readonly Sample[])[],
): readonly Sample[] {
  const samples = new Map<number, Sample>();
  for (const [index, { places }] of columns.entries()) {
    for (const [own, place] of places.entries()) samples.set(place, answered[index]?.[own] ?? UNANSWERED);
  }
  return Array.from({ length: samples.size }, (_, place) => samples.get(place) ?? UNANSWERED);
}

const UNANSWERED = unknown('source-failed', 'the source left the read unanswered');
