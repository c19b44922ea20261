import type { Findings } from '../../config/finding.js';
import { placeIn } from '../../config/place.js';
import type { Place, SourceText } from '../../config/place.js';
import { readYaml } from '../../config/yaml/read-yaml.js';
import type { Tree, TreeEntry } from '../../config/yaml/tree.js';
import type { CatalogueFile, Declaration } from './declaration.js';
import { expandFamilies } from './families.js';
import { MapReader, textOf } from './map-reader.js';
import { FORM_KEYS, readForm } from './read-form.js';
import { readIdentity, readMatchers } from './read-labels.js';

const FILE_KEYS = ['description', 'extends', 'identity', 'where', 'metrics', 'unavailable'];
/** What a program can write bare; other names would need quotes everywhere. */
const METRIC_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads one catalogue file. Null, or with parts left out, where something is amiss, which is then among the findings. */
export function readCatalogueFile(source: SourceText, findings: Findings): CatalogueFile | null {
  const documents = readYaml(source, findings);
  const [tree, second] = documents;
  const top = placeIn(source, 0, 0);
  if (tree?.kind !== 'map' || second !== undefined) {
    const found = second === undefined ? '' : '; found several documents';
    findings.error(
      second?.place ?? top,
      'not-an-object',
      `a catalogue file is one map with \`metrics\`${found}`,
    );
    return null;
  }
  const fields = new MapReader(tree, top, 'a catalogue file', FILE_KEYS, findings);
  const base = fields.text('extends');
  const identity = fields.map('identity');
  const where = fields.map('where');
  const metrics = familiesOf(fields, 'metrics');
  if (base === null && identity === null && !fields.has('identity')) {
    const message = 'a catalogue file needs `identity`, the labels by which a version is known, or `extends`';
    findings.error(top, 'missing-key', message);
  }
  return {
    description: fields.text('description'),
    base: base === null ? null : { name: base, place: fields.placeOf('extends') },
    identity: identity === null ? null : readIdentity(identity, findings),
    where: where === null ? null : readMatchers(where, findings),
    metrics: readMetrics(metrics, findings),
    unavailable: readUnavailable(familiesOf(fields, 'unavailable'), metrics, findings),
  };
}

type Entries = ReadonlyMap<string, TreeEntry>;

function familiesOf(fields: MapReader, key: 'metrics' | 'unavailable'): Entries {
  const map = fields.map(key);
  return map === null ? new Map<string, TreeEntry>() : expandFamilies(map.entries);
}

function readMetrics(entries: Entries, findings: Findings): ReadonlyMap<string, Declaration> {
  const metrics = new Map<string, Declaration>();
  for (const [name, { key, value }] of entries) {
    const declaration = isMetricName(name, key, findings) ? readMetric(name, key, value, findings) : null;
    if (declaration !== null) metrics.set(name, declaration);
  }
  return metrics;
}

function readMetric(name: string, place: Place, tree: Tree, findings: Findings): Declaration | null {
  if (tree.kind !== 'map') {
    findings.error(
      place,
      'wrong-type',
      `the metric \`${name}\` must be a map that says how its number is made`,
    );
    return null;
  }
  const what = `the metric \`${name}\``;
  const fields = new MapReader(tree, place, what, ['description', ...FORM_KEYS], findings);
  const description = fields.text('description');
  if (!fields.has('as')) fields.required('description', description);
  const form = readForm(fields, name, place, findings);
  return form === null ? null : { place, description, form };
}

function readUnavailable(
  entries: Entries,
  metrics: Entries,
  findings: Findings,
): ReadonlyMap<string, string> {
  const unavailable = new Map<string, string>();
  for (const [name, { key, value }] of entries) {
    if (!isMetricName(name, key, findings)) continue;
    const reason = textOf(value);
    if (reason === null) {
      findings.error(
        value.place,
        'wrong-type',
        `\`${name}\` is unavailable: say in a text why, and what to read instead`,
      );
    } else if (metrics.has(name)) {
      findings.error(
        key,
        'conflicting-keys',
        `\`${name}\` is among the metrics and among the unavailable; keep one`,
      );
    } else {
      unavailable.set(name, reason);
    }
  }
  return unavailable;
}

function isMetricName(name: string, place: Place, findings: Findings): boolean {
  const isUsable = METRIC_NAME.test(name);
  if (!isUsable)
    findings.error(place, 'wrong-value', `\`${name}\` is no name of a metric: letters, digits and \`_\``);
  return isUsable;
}
