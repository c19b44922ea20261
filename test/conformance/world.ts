import {
  metricText,
  parseDuration,
  parseUnit,
  resolveVersion,
  snapshot,
  type Binding,
  type CheckOptions,
  type MetricCatalogue,
  type MetricDeclaration,
  type ReadKey,
  type Sample,
  type Snapshot,
} from '@lamia/lang';
import type { CatalogueSpec, SampleSpec, ProgramVector, VectorFile } from './vector.js';

/** What a vector says about the place where its program is checked. */
export function checkOptions(vector: ProgramVector, file: VectorFile): CheckOptions {
  const { kind, baseline, candidate, allowPromql } = vector;
  const versions = versionsOf(vector);
  const spec = catalogueSpec(vector, file);
  return {
    ...(kind !== undefined && { kind }),
    ...(versions !== undefined && { versions }),
    ...(baseline !== undefined && { baseline }),
    ...(candidate !== undefined && { candidate }),
    ...(allowPromql !== undefined && { allowPromql }),
    ...(spec !== undefined && { catalogue: catalogue(spec) }),
    ...(vector.window !== undefined && { window: milliseconds(vector.window) }),
  };
}

/** What the versions are called in the release that a vector's program is evaluated for. */
export function binding(vector: ProgramVector): Binding {
  return {
    versions: versionsOf(vector) ?? [],
    baseline: vector.baseline ?? null,
    candidate: vector.candidate ?? null,
  };
}

/** The vector's samples for a program's reads; `scored` is the version whose score is asked for, null in a decision. */
export function samples(vector: ProgramVector, reads: readonly ReadKey[], scored: string | null): Snapshot {
  return snapshot(reads.map((read) => sample(specOf(vector, read, scored))));
}

function catalogueSpec(
  { name, catalogue: spec }: ProgramVector,
  { catalogues = {} }: VectorFile,
): CatalogueSpec | undefined {
  if (typeof spec !== 'string') return spec;
  const shared = own(catalogues, spec);
  if (shared === undefined)
    throw new Error(`${name} names the catalogue ${spec}, which its file does not have`);
  return shared;
}

function versionsOf(vector: ProgramVector): readonly string[] | undefined {
  return vector.versions ?? (vector.metrics === undefined ? undefined : Object.keys(vector.metrics));
}

function specOf(vector: ProgramVector, read: ReadKey, scored: string | null): SampleSpec {
  if (read.kind === 'promql') return own(vector.queries ?? {}, read.query) ?? null;
  const version = resolveVersion(read.version, binding(vector), scored);
  const ofVersion = version === null ? undefined : own(vector.metrics ?? {}, version);
  if (ofVersion === undefined) return null;
  const bare = metricText({ ...read, selector: [], window: null, offset: 0 });
  return own(ofVersion, metricText(read)) ?? own(ofVersion, bare) ?? null;
}

/** A key may be `constructor`, which every object inherits. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function sample(spec: SampleSpec): Sample {
  if (typeof spec === 'number') return { known: true, value: spec };
  if (spec === null) return { known: false, cause: 'no-series' };
  if (spec === 'NaN') return { known: false, cause: 'nan' };
  if (spec === '+Inf' || spec === '-Inf') return { known: false, cause: 'infinite' };
  if (isSeries(spec)) {
    const [only = null] = spec;
    return spec.length > 1 ? { known: false, cause: 'many-series' } : sample(only);
  }
  if ('assumed' in spec) return { known: true, value: spec.assumed, assumed: true };
  const { unknown, detail } = spec;
  return detail === undefined ? { known: false, cause: unknown } : { known: false, cause: unknown, detail };
}

function isSeries(spec: SampleSpec): spec is readonly number[] {
  return Array.isArray(spec);
}

function catalogue(spec: CatalogueSpec): MetricCatalogue {
  const metrics = new Map<string, MetricDeclaration>();
  const unavailable = new Map<string, string>();
  for (const [name, metric] of Object.entries(spec)) {
    if ('unavailable' in metric) {
      unavailable.set(name, metric.unavailable);
      continue;
    }
    const unit = parseUnit(metric.unit);
    if (unit === null) throw new Error(`${metric.unit} is no unit`);
    metrics.set(name, { unit, kind: metric.kind, description: name, statistics: metric.statistics ?? [] });
  }
  return { name: 'vectors', metrics, unavailable };
}

function milliseconds(text: string): number {
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`${text} is no duration`);
  return duration;
}
