import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const DEPLOY = path.join(ROOT, 'deploy');
export const CHART = path.join(DEPLOY, 'helm/lamia');

/** An object of a cluster as far as tests of manifests read every kind. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** The objects of a text of YAML documents; a broken document throws, and so does anything that is no object of a cluster. */
export function manifestsOf(text: string): readonly Manifest[] {
  return parseAllDocuments(text)
    .filter((document) => document.contents !== null)
    .map((document) => {
      const [problem] = document.errors;
      if (problem !== undefined) throw problem;
      const value: unknown = document.toJS();
      if (!isManifest(value)) throw new Error(`no object of a cluster: ${JSON.stringify(value)}`);
      return value;
    });
}

export function manifestsIn(file: string): readonly Manifest[] {
  return manifestsOf(readFileSync(path.join(DEPLOY, file), 'utf8'));
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { apiVersion, kind, metadata } = value as Partial<Manifest>; // every field is looked at below
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata?.name === 'string';
}

export const identity = ({ kind, metadata: { name, namespace } }: Manifest): string =>
  [kind, namespace, name].filter((part) => part !== undefined).join(' ');

export interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Every single right that roles give, as `verb group/resource`, in order. */
export function rightsOf(roles: readonly Manifest[]): readonly string[] {
  const rights = roles
    .flatMap((role) => role['rules'] as readonly Rule[]) // of a Role or ClusterRole
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${verb} ${group}/${resource}`)),
      ),
    );
  return rights.toSorted();
}
