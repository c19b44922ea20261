import { suggest } from '@lamia/lang';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { loadCatalogue } from '../metrics/catalogue/load.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { inputError, usageError } from './exit.js';
import type { CheckOptions } from '@lamia/lang';

/** The flags that say in which surroundings a program will run. */
export interface ProgramFlags {
  readonly kind?: 'decision' | 'score' | 'condition';
  readonly versions?: readonly string[];
  readonly baseline?: string;
  readonly candidate?: string;
}

/**
 * The roles are of versions that are there.
 * @throws CommandError where a flag names another one
 */
export function requireKnownRoles(flags: ProgramFlags): void {
  const { versions } = flags;
  if (versions === undefined) return;
  for (const role of ['baseline', 'candidate'] as const) {
    const label = flags[role];
    if (label === undefined || versions.includes(label)) continue;
    const near = suggest(label, versions);
    const hint = near === null ? `expected one of ${versions.join(', ')}` : `did you mean \`${near}\``;
    throw usageError(`\`--${role}\` names \`${label}\`, which is not among \`--versions\`; ${hint}`);
  }
}

/** What the flags tell the check of a program; what they leave out is not checked. */
export function checkOptions(flags: ProgramFlags, catalogue: Catalogue | null): CheckOptions {
  const { kind, versions, baseline, candidate } = flags;
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(versions === undefined ? {} : { versions }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(candidate === undefined ? {} : { candidate }),
    ...(catalogue === null ? {} : { catalogue: languageCatalogue(catalogue) }),
  };
}

/** The catalogue that a flag names by a built-in name or a file's path. */
export async function namedCatalogue(name: string): Promise<Catalogue> {
  const loaded = await loadCatalogue(name);
  if (loaded.ok) return loaded.catalogue;
  throw inputError(`the metrics catalogue \`${name}\` cannot be used`, loaded.findings);
}
