import { durationText, suggest, type Edit, type Fix } from '@lamia/lang';
import type { Findings } from '../finding.js';
import type { Place } from '../place.js';
import { called } from '../schema/shape-words.js';
import { textAt } from '../yaml/tree.js';
import type { Tree, TreeEntry, TreeMap } from '../yaml/tree.js';
import { NEEDLESS_PARAMETERS, POLICY_ALIASES } from './policy-aliases.js';
import { kindOfLongName, LONG_POLICY_NAMES } from './policy-names.js';

/**
 * A policy as written, in the names of today: `parameters` lifted up beside the other settings, older names replaced, long
 * names of policies shortened, milliseconds turned into durations. Everything keeps its place in the file.
 */
export function withCanonicalNames(written: TreeMap, findings: Findings): TreeMap {
  const entries = new Map<string, TreeEntry>();
  const isClassic = kindOfLongName(textAt(written, ['type']) ?? textAt(written, ['name']) ?? '') !== null;
  const add = (name: string, entry: TreeEntry): void => {
    const first = entries.get(name);
    if (first === undefined) {
      entries.set(name, entry);
      return;
    }
    const related = [{ ...first.key, message: 'it is set here too' }];
    findings.error(entry.key, 'conflicting-keys', `\`${name}\` is set twice; keep one of them`, { related });
  };
  for (const [name, entry] of written.entries) {
    if (name === 'parameters' && entry.value.kind === 'map') {
      for (const [inner, parameter] of canonicalParameters(entry.value, findings)) add(inner, parameter);
    } else {
      for (const [setting, canonical] of canonicalSetting(name, entry, isClassic, findings))
        add(setting, canonical);
    }
  }
  return { ...written, entries };
}

/** The settings in a map of free parameters, as `parameters:` and `with:` hold them. */
export function canonicalParameters(
  map: TreeMap,
  findings: Findings,
): readonly (readonly [string, TreeEntry])[] {
  return [...map.entries].flatMap(([name, entry]) => canonicalSetting(name, entry, true, findings));
}

/** One setting; none for a parameter without a meaning here. `classic`: a bare number as an interval is milliseconds. */
function canonicalSetting(
  name: string,
  entry: TreeEntry,
  classic: boolean,
  findings: Findings,
): readonly (readonly [string, TreeEntry])[] {
  if (NEEDLESS_PARAMETERS.has(name)) {
    const message = `\`${name}\` has no meaning here: the addresses of \`versions\` say where they run; remove it`;
    findings.warning(entry.key, 'needless-key', message);
    return [];
  }
  if (name === 'type' || (name === 'name' && kindOfLongName(textOf(entry.value)) !== null)) {
    return [['type', canonicalType(name, entry, findings)]];
  }
  const alias = POLICY_ALIASES.get(name);
  const setting = alias?.setting ?? name;
  const isMilliseconds = alias?.milliseconds === true || (classic && name === 'interval');
  const value = isMilliseconds ? asDuration(entry.value) : entry.value;
  reportOlderName(name, setting, entry, value, findings);
  return [[setting, { key: entry.key, value }]];
}

function canonicalType(name: string, entry: TreeEntry, findings: Findings): TreeEntry {
  const type = entry.value;
  const written = textOf(type);
  const kind = kindOfLongName(written);
  if (type.kind !== 'scalar') return entry;
  if (kind !== null) {
    const value = { ...type, value: kind };
    reportOlderName(name, 'type', entry, value, findings);
    return { ...entry, value };
  }
  // A misspelt long name is nearer to another long name than the schema's short ones.
  const nearest = written.length > 12 ? suggest(written, LONG_POLICY_NAMES) : null;
  if (nearest === null) return entry;
  const message = `${called(['type'])} wants a kind of policy, not \`${written}\`; did you mean \`${nearest}\``;
  findings.error(type.place, 'wrong-value', message, { fixes: [replacing(type.place, nearest)] });
  return { ...entry, value: { ...type, value: kindOfLongName(nearest) } };
}

/** The text of a scalar; empty for anything else. */
function textOf(value: Tree): string {
  return value.kind === 'scalar' && typeof value.value === 'string' ? value.value : '';
}

/** A bare number, or a text of digits as the first user interface stored it, read as milliseconds. */
function asDuration(value: Tree): Tree {
  if (value.kind !== 'scalar') return value;
  const written = typeof value.value === 'number' ? String(value.value) : value.value;
  if (typeof written !== 'string' || !/^\d{1,15}$/.test(written)) return value;
  return { ...value, value: durationText(Number(written)) };
}

/** Says how a setting is written now, where its name or its value is one of earlier times. */
export function reportOlderName(
  name: string,
  setting: string,
  entry: TreeEntry,
  value: Tree,
  findings: Findings,
): void {
  const changed = value.kind === 'scalar' && value !== entry.value ? String(value.value) : null;
  if (name === setting && changed === null) return;
  const now = changed === null ? `\`${setting}\`` : `\`${setting}: ${changed}\``;
  const edits = name === setting ? [] : [replacement(entry.key, setting)];
  if (changed !== null) edits.push(replacement(value.place, changed));
  const then = name === setting ? `\`${name}: ${written(value.place)}\`` : `\`${name}\``;
  const message = `${then} is an older ${name === setting ? 'form' : 'name'}; it is written ${now} now`;
  findings.info(entry.key, 'older-name', message, { fixes: [{ title: `write ${now}`, edits }] });
}

const replacing = (place: Place, text: string): Fix => ({
  title: `write \`${text}\``,
  edits: [replacement(place, text)],
});

const written = ({ source, start, end }: Place): string => source.text.slice(start, end);

/** Another word in the place of one, in the quotes that it has. */
function replacement(place: Place, text: string): Edit {
  const [quote = ''] = /^["']/.exec(written(place)) ?? [];
  return { start: place.start, end: place.end, text: `${quote}${text}${quote}` };
}
