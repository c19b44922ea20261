import { DEFAULTS } from '../canonical/defaults.js';
import type { ConfigurationDocument } from '../documents.js';
import type { Findings } from '../finding.js';
import type { Place } from '../place.js';
import { POLICY_DOCUMENT } from '../schema/gateway-schema.js';
import type { PolicyShape } from '../schema/policy-schema.js';
import { validate } from '../schema/validate.js';
import { textAt, valuePlace, withEntries } from '../yaml/tree.js';
import type { Tree, TreeMap } from '../yaml/tree.js';
import { withCanonicalNames } from './canonical-names.js';

/** A `kind: Policy` of one of the files. */
export interface NamedPolicy {
  readonly name: string;
  readonly namespace: string;
  /** Where its name stands. */
  readonly place: Place;
  /** Its whole document in canonical names. */
  readonly tree: Tree;
  /** Null where something is wrong with it, which its users are not blamed for. */
  readonly sound: { readonly spec: TreeMap; readonly shape: PolicyShape } | null;
}

/** Reads the policy of one document; null where it has no name to be known by. */
export function readNamedPolicy(
  { tree: written }: ConfigurationDocument,
  findings: Findings,
): NamedPolicy | null {
  const entry = written.entries.get('spec');
  const spec = entry?.value.kind === 'map' ? withCanonicalNames(entry.value, findings) : null;
  const tree =
    entry === undefined || spec === null
      ? written
      : withEntries(written, new Map([['spec', { key: entry.key, value: spec }]]));
  const document = validate(POLICY_DOCUMENT, tree, findings);
  const name = textAt(tree, ['metadata', 'name']);
  if (name === null) return null;
  return {
    name,
    namespace: textAt(tree, ['metadata', 'namespace']) ?? DEFAULTS.namespace,
    place: valuePlace(tree, ['metadata', 'name']),
    tree,
    sound: document === null || spec === null ? null : { spec, shape: document.spec },
  };
}

/** The policies that a gateway of this namespace can name, by name; of two with one name the first. */
export function policiesOf(
  policies: readonly NamedPolicy[],
  namespace: string,
): ReadonlyMap<string, NamedPolicy> {
  const own = policies.filter((policy) => policy.namespace === namespace);
  return new Map(own.reverse().map((policy) => [policy.name, policy]));
}

/** Two policies of one name in one namespace: a `ref` could mean either. */
export function reportDuplicatePolicies(policies: readonly NamedPolicy[], findings: Findings): void {
  for (const [index, later] of policies.entries()) {
    const earlier = policies
      .slice(0, index)
      .find(({ name, namespace }) => name === later.name && namespace === later.namespace);
    if (earlier === undefined) continue;
    const related = [{ ...earlier.place, message: 'the other one stands here' }];
    const message = `two policies are named \`${later.name}\`; give each its own name`;
    findings.error(later.place, 'duplicate-name', message, { related });
  }
}
