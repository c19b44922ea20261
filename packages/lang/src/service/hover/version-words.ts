import { RESERVED_ROLES } from '../../check/roles.js';
import type { ReadVersion } from '../../evaluate/read.js';
import { resolveVersion } from '../../evaluate/resolve-version.js';
import type { Analysis } from '../analysis.js';
import { GLOSSARY } from '../glossary.js';
import { code } from './predicate-words.js';

/** Which version a reference means, and what part it plays in the release. */
export function versionWords({ context }: Analysis, version: ReadVersion): readonly string[] {
  const { versions = [], baseline = null, candidate = null } = context;
  if (version.form === 'scored' || (version.form === 'label' && version.label === '')) return [];
  const label = resolveVersion(version, { versions, baseline, candidate }, null);
  if (version.form === 'role') {
    const now = context[version.role];
    const filled = now === undefined ? [] : [now === null ? 'This gateway has none.' : `Now ${code(now)}.`];
    return [`**${version.role}**`, GLOSSARY.get(version.role) ?? '', ...filled];
  }
  const means = label === null || label === version.label ? [] : [`Means ${code(label)}.`];
  const roles = [...(label === candidate ? ['candidate'] : []), ...(label === baseline ? ['baseline'] : [])];
  const plays =
    label === null || roles.length === 0 ? [] : [`The ${roles.join(' and the ')} of this gateway.`];
  return [`**version** ${code(version.label)}`, ...means, ...plays];
}

/** A bare role is one; the same word in quotes is a label. */
export function versionOf(form: 'role' | 'label', name: string): ReadVersion {
  if (form === 'label' || !RESERVED_ROLES.has(name)) return { form: 'label', label: name };
  return { form: 'role', role: name === 'candidate' ? 'candidate' : 'baseline' };
}
