import { suggest } from '@lamia/lang';
import type { Findings } from '../finding.js';
import { alternatives } from '../schema/scalars.js';
import { textAt, withEntries } from '../yaml/tree.js';
import type { Tree, TreeEntry, TreeList, TreeMap } from '../yaml/tree.js';
import { canonicalParameters, withCanonicalNames } from './canonical-names.js';
import type { NamedPolicy } from './named-policy.js';

const REFERENCE_KEYS: readonly string[] = ['ref', 'with'];

export interface ResolvedPolicies {
  readonly spec: TreeMap;
  /** The named policies that it refers to. */
  readonly used: readonly NamedPolicy[];
}

/**
 * The `spec` of a gateway with one list of `policies` that hold all their settings in canonical names: `policy` is a list of
 * one, and `{ref, with}` is the named policy with those settings replaced.
 */
export function resolvePolicies(
  spec: TreeMap,
  shared: ReadonlyMap<string, NamedPolicy>,
  findings: Findings,
): ResolvedPolicies {
  const single = spec.entries.get('policy');
  const several = spec.entries.get('policies');
  if (single !== undefined && several !== undefined) {
    const message = '`policy` and `policies` say the same thing; put all of them under `policies`';
    findings.error(single.key, 'conflicting-keys', message, {
      related: [{ ...several.key, message: 'the list stands here' }],
    });
  }
  const entry = several ?? single;
  if (entry === undefined) return { spec, used: [] };
  // A `policies` that is no list is for the schema to refuse.
  if (several !== undefined && several.value.kind !== 'list') return { spec, used: [] };
  const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  const used: NamedPolicy[] = [];
  const resolved = items.flatMap((item) => resolvePolicy(item, shared, used, findings) ?? []);
  const list: TreeList = { kind: 'list', place: entry.value.place, items: resolved };
  const changes = new Map<string, TreeEntry | null>([
    ['policy', null],
    ['policies', { key: entry.key, value: list }],
  ]);
  return { spec: withEntries(spec, changes), used };
}

function resolvePolicy(
  item: Tree,
  shared: ReadonlyMap<string, NamedPolicy>,
  used: NamedPolicy[],
  findings: Findings,
): Tree | null {
  if (item.kind !== 'map') return item;
  const reference = item.entries.get('ref');
  if (reference === undefined) return withCanonicalNames(item, findings);
  for (const [key, entry] of item.entries) {
    if (REFERENCE_KEYS.includes(key)) continue;
    const message = `\`${key}\` cannot stand beside \`ref\`; put it under \`with\``;
    findings.error(entry.key, 'unknown-key', message);
  }
  const name = textAt(item, ['ref']);
  if (name === null) {
    findings.error(reference.key, 'wrong-type', '`ref` wants the name of a policy');
    return null;
  }
  const policy = shared.get(name);
  if (policy === undefined) {
    findings.error(reference.value.place, 'unknown-policy', unknownPolicy(name, [...shared.keys()]));
    return null;
  }
  used.push(policy);
  if (policy.sound === null) return null;
  const changes = replacedSettings(item.entries.get('with'), findings);
  return { ...withEntries(policy.sound.spec, changes), place: reference.value.place };
}

function replacedSettings(entry: TreeEntry | undefined, findings: Findings): ReadonlyMap<string, TreeEntry> {
  if (entry === undefined) return new Map();
  if (entry.value.kind !== 'map') {
    findings.error(entry.key, 'wrong-type', '`with` wants a map of settings');
    return new Map();
  }
  const changes = new Map(canonicalParameters(entry.value, findings));
  const type = changes.get('type');
  if (type !== undefined) {
    findings.error(
      type.key,
      'conflicting-keys',
      "`type` is the named policy's own; name another policy instead",
    );
    changes.delete('type');
  }
  return changes;
}

function unknownPolicy(name: string, known: readonly string[]): string {
  if (known.length === 0)
    return `no policy \`${name}\`: there is no \`kind: Policy\` in the gateway's namespace, and others are not looked at`;
  const nearest = suggest(name, known);
  const advice = nearest === null ? `there is ${alternatives(known)}` : `did you mean \`${nearest}\``;
  return `no policy \`${name}\`; ${advice}`;
}
