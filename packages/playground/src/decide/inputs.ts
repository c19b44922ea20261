import {
  metricText,
  resolveVersion,
  type Binding,
  type CompiledProgram,
  type ReadKey,
  type Sample,
} from '@lamia/lang';
import { readCell } from './cell.js';
import { NO_VERSION, type DecideState } from './decide-state.js';

/** One number that a program reads: a metric of a version. */
export interface Input {
  /** `NO_VERSION` for a read that is of none. */
  readonly version: string;
  readonly metric: string;
}

/** A metric with the versions that the program reads it of; the rows of the table. */
export interface InputRow {
  readonly metric: string;
  readonly versions: ReadonlySet<string>;
}

/** The release that a program is asked about. */
export function bindingOf({
  versions,
  baseline,
  candidate,
}: Pick<DecideState, 'versions' | 'baseline'> & { readonly candidate: string | null }): Binding {
  return {
    versions,
    baseline: versions.includes(baseline) ? baseline : null,
    candidate: candidate !== null && versions.includes(candidate) ? candidate : null,
  };
}

/** Whose metric a read is in this release; `scored` is the version whose score is asked for. */
export function versionOf(read: ReadKey, binding: Binding, scored: string | null): string {
  if (read.kind === 'promql') return NO_VERSION;
  return resolveVersion(read.version, binding, scored) ?? NO_VERSION;
}

/** What a program reads in a release, in the order in which it does. */
export function inputRows(program: CompiledProgram, binding: Binding): readonly InputRow[] {
  const rows = new Map<string, Set<string>>();
  const scoredVersions = program.kind === 'score' ? binding.versions : [null];
  for (const read of program.reads) {
    const metric = metricText(read);
    const versions = rows.get(metric) ?? new Set();
    rows.set(metric, versions);
    for (const scored of scoredVersions) versions.add(versionOf(read, binding, scored));
  }
  return [...rows].map(([metric, versions]) => ({ metric, versions }));
}

/** What was typed for an input. */
export function typedValue(values: DecideState['values'], { version, metric }: Input): string {
  const cells = Object.hasOwn(values, version) ? values[version] : undefined;
  return cells !== undefined && Object.hasOwn(cells, metric) ? (cells[metric] ?? '') : 'no series';
}

/** The sample of an input. What cannot be read is no answer of a source, and so no series. */
export function sampleOf(values: DecideState['values'], input: Input): Sample {
  const cell = readCell(typedValue(values, input));
  return cell.ok ? cell.sample : { known: false, cause: 'no-series' };
}

/** The values with another one for an input. */
export function withValue(
  values: DecideState['values'],
  { version, metric }: Input,
  typed: string,
): DecideState['values'] {
  const cells = Object.hasOwn(values, version) ? values[version] : {};
  return { ...values, [version]: { ...cells, [metric]: typed } };
}

/** An input for people. */
export function nameOf({ version, metric }: Input): string {
  return version === NO_VERSION ? metric : `${metric} of ${version}`;
}
