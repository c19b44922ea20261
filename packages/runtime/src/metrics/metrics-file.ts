import { metricText } from '@lamia/lang';
import type { ReadKey, Sample } from '@lamia/lang';
import { Findings, isUsable } from '../config/finding.js';
import type { Finding } from '../config/finding.js';
import { placeIn } from '../config/place.js';
import type { Place, SourceText } from '../config/place.js';
import { readYaml } from '../config/yaml/read-yaml.js';
import type { Tree, TreeEntry } from '../config/yaml/tree.js';
import { metricKey, queryKey } from './metrics-key.js';
import type { MetricsKey } from './metrics-key.js';
import { numberSample, unknown } from './sample.js';

/** The values of `lamia eval --metrics`: what a metric source would have answered. */
export interface MetricsFile {
  /** The labels of the versions, in the order of the file. */
  readonly versions: readonly string[];
  /**
   * The sample of a read of this version (null for a read of none). Looked up by the whole read
   * (`requests.rate{method="GET"} over 5m`), however its key is spelled, then without selector, window and offset
   * (`requests.rate`). Another statistic is another number. Nothing is assumed: what the file does not have is an absent series.
   */
  sample(read: ReadKey, version: string | null): Sample;
}

export type MetricsFileResult =
  | { readonly ok: true; readonly file: MetricsFile }
  | { readonly ok: false; readonly findings: readonly Finding[] };

type Samples = ReadonlyMap<string, Sample>;

const VALUE = 'a number, null, "NaN", "+Inf", "-Inf", or a list of these for several series';

/** Reads a metrics file, JSON or YAML: version to metric to value, and `promql "…"` to value, which is of no version. */
export function parseMetricsFile(source: SourceText): MetricsFileResult {
  const findings = new Findings();
  const [tree, second] = readYaml(source, findings);
  if (!isUsable(findings.list)) return { ok: false, findings: findings.list };
  if (tree?.kind !== 'map' || second !== undefined) {
    const message = 'a metrics file is one map of versions, such as {"version1": {"requests": 1000}}';
    findings.error(second?.place ?? placeIn(source, 0, 0), 'not-an-object', message);
    return { ok: false, findings: findings.list };
  }
  const versions = new Map<string, Samples>();
  const queries = new Map<string, TreeEntry>();
  for (const [name, entry] of tree.entries) {
    if (name.startsWith('promql ')) queries.set(name, entry);
    else versions.set(name, readVersion(name, entry, findings));
  }
  const queried = readSamples(queries, queryKey, findings);
  if (!isUsable(findings.list)) return { ok: false, findings: findings.list };
  const sample = (read: ReadKey, version: string | null): Sample =>
    lookUp(
      read,
      read.kind === 'promql' ? queried : (versions.get(version ?? '') ?? new Map<string, Sample>()),
    );
  return { ok: true, file: { versions: [...versions.keys()], sample } };
}

function lookUp(read: ReadKey, samples: Samples): Sample {
  const names = [metricText(read)];
  if (read.kind === 'metric') {
    const { metric, statistic } = read;
    names.push(metricText({ ...read, selector: [], window: null, offset: 0 }));
    // A metric that is no name may stand without quotes.
    names.push(statistic === null ? metric : `${metric}.${statistic}`);
  }
  for (const name of names) {
    const sample = samples.get(name);
    if (sample !== undefined) return sample;
  }
  return unknown('no-series');
}

function readVersion(name: string, { value }: TreeEntry, findings: Findings): Samples {
  // `version2:` with nothing below is a version without any series.
  if (value.kind === 'scalar' && value.value === null) return new Map();
  if (value.kind !== 'map') {
    const message = `\`${name}\` must be a version with its metrics below it, such as {"version1": {"requests": 1000}}`;
    findings.error(value.place, 'wrong-type', message);
    return new Map();
  }
  return readSamples(value.entries, metricKey, findings);
}

/** Samples by the canonical text of what their keys spell. */
function readSamples(
  entries: ReadonlyMap<string, TreeEntry>,
  keyOf: (key: string) => MetricsKey,
  findings: Findings,
): Samples {
  const samples = new Map<string, Sample>();
  const keys = new Map<string, Place>();
  for (const [name, entry] of entries) {
    const sample = readValue(name, entry.value, findings);
    const key = keyOf(name);
    if (!key.ok) {
      const message = `\`${name}\` names no read: ${key.why}; expected one such as \`requests{method="GET"} over 5m\`, an odd name of a metric in quotes`;
      findings.error(entry.key, 'wrong-value', message);
      continue;
    }
    const before = keys.get(key.text);
    if (before !== undefined) {
      const message = `\`${name}\` is the read \`${key.text}\`, which stands here before; keep one of them`;
      const related = [{ ...before, message: 'the first one' }];
      findings.error(entry.key, 'duplicate-key', message, { related });
    }
    keys.set(key.text, entry.key);
    samples.set(key.text, sample);
  }
  return samples;
}

function readValue(name: string, tree: Tree, findings: Findings): Sample {
  if (tree.kind !== 'list') return readOne(name, tree, findings);
  const samples = tree.items.map((item) => readOne(name, item, findings));
  const [first, second] = samples;
  if (second !== undefined) return unknown('many-series', `${samples.length} series`);
  return first ?? unknown('no-series');
}

const WORDS: ReadonlyMap<string, Sample> = new Map([
  ['NaN', unknown('nan')],
  ['+Inf', unknown('infinite')],
  ['-Inf', unknown('infinite')],
]);

function readOne(name: string, tree: Tree, findings: Findings): Sample {
  if (tree.kind === 'scalar') {
    if (tree.value === null) return unknown('no-series');
    if (typeof tree.value === 'number') return numberSample(tree.value);
    const word = WORDS.get(String(tree.value));
    if (word !== undefined) return word;
  }
  const found = tree.kind === 'scalar' ? `\`${JSON.stringify(tree.value)}\`` : `a ${tree.kind}`;
  findings.error(tree.place, 'wrong-type', `the value of \`${name}\` is ${found}; expected ${VALUE}`);
  return unknown('no-series');
}
