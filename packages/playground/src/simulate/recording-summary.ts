import type { Recording } from '@lamia/runtime/engine';

/** What the page shows of a recording, without its values. */
export interface RecordingSummary {
  readonly by: string;
  /** Of the first and the last line, in milliseconds since the epoch. */
  readonly from: number;
  readonly to: number;
  readonly lines: number;
  /** Milliseconds between two of them. */
  readonly every: number;
  /** Whether the last line was cut off, and is left out. */
  readonly isCut: boolean;
  readonly gateways: readonly GatewaySummary[];
}

export interface GatewaySummary {
  readonly name: string;
  /** Its file. */
  readonly text: string;
  readonly reads: readonly ReadSummary[];
  readonly shares: readonly RecordedShare[];
}

/** One column. */
export interface ReadSummary {
  readonly text: string;
  readonly unit: string | null;
  /** In so many lines it has a number. */
  readonly known: number;
}

/** What part of the requests a version had while it was recorded, whatever is played; null where that is not known. */
export interface RecordedShare {
  readonly version: string;
  readonly least: number | null;
  readonly most: number | null;
}

/** @throws RangeError for a recording without lines */
export function summaryOf(recording: Recording, isCut: boolean): RecordingSummary {
  const { by, every, lines, gateways, reads } = recording;
  const [first] = lines;
  const last = lines.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('there is no line to play');
  const known = reads.map((_, place) =>
    lines.reduce((sum, { samples }) => sum + (samples[place]?.known === true ? 1 : 0), 0),
  );
  return {
    ...{ by, every, isCut, from: first.at, to: last.at, lines: lines.length },
    gateways: gateways.map(({ name, text, versions }, gateway) => ({
      name,
      text,
      reads: reads.flatMap((read, place) =>
        read.gateway === gateway ? [{ text: read.text, unit: read.unit, known: known[place] ?? 0 }] : [],
      ),
      shares: sharesOf(recording, gateway, versions),
    })),
  };
}

function sharesOf(
  { lines, reads }: Recording,
  gateway: number,
  versions: readonly string[],
): readonly RecordedShare[] {
  // The first such column of a version is over its gateway's window, as `lamia record` writes it.
  const places = versions.map((version) =>
    reads.findIndex(
      ({ gateway: own, read }) =>
        own === gateway &&
        read.kind === 'metric' &&
        read.metric === 'request_rate' &&
        read.subject.version === version,
    ),
  );
  const shares = versions.map((): number[] => []);
  for (const { samples } of lines) {
    const rates = places.map((place) => {
      const sample = samples[place];
      return sample?.known === true ? sample.value : 0;
    });
    const all = rates.reduce((sum, rate) => sum + rate, 0);
    if (all > 0) for (const [place, rate] of rates.entries()) shares[place]?.push(rate / all);
  }
  return versions.map((version, place) => {
    const own = shares[place] ?? [];
    return own.length === 0
      ? { version, least: null, most: null }
      : { version, least: own.reduce((a, b) => Math.min(a, b)), most: own.reduce((a, b) => Math.max(a, b)) };
  });
}
