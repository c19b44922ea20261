import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { apply } from './cluster.js';
import { request, type Access } from './server/request.mjs';

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

/** A definition of a custom resource, as far as it is looked at here. */
export interface Definition extends KubernetesObject {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
}

const isDefinition = (object: unknown): object is Definition =>
  typeof object === 'object' && object !== null && 'kind' in object && object.kind === DEFINITION.kind;

/** The definitions in a folder's YAML files. */
export function definitionsIn(folder: string): readonly Definition[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => parseAllDocuments(readFileSync(join(folder, name), 'utf8')))
    .map((document): unknown => document.toJS())
    .filter(isDefinition);
}

/** The published definitions, which others made: those of the folder that LAMIA_CRDS names. */
export function publishedDefinitions(): readonly Definition[] {
  const folder = process.env['LAMIA_CRDS'] ?? '';
  if (folder === '') throw new Error('LAMIA_CRDS names no folder of custom resource definitions');
  return definitionsIn(folder);
}

/** Installs definitions, which may be there already, and resolves once their objects can be read and written. */
export async function install(access: Access, definitions: readonly Definition[]): Promise<void> {
  await Promise.all(definitions.map((definition) => apply(access, DEFINITION, definition)));
  for (const { spec } of definitions) {
    for (const { name } of spec.versions.filter(({ served }) => served)) {
      await served(access, `/apis/${spec.group}/${name}/${spec.names.plural}`);
    }
  }
}

async function served(access: Access, path: string): Promise<void> {
  const end = Date.now() + 30_000;
  for (;;) {
    const { status } = await request(access, 'GET', `${path}?limit=1`);
    if (status === 200) return;
    if (Date.now() > end) throw new Error(`the API server does not serve ${path}: ${status}`);
    await wait(50);
  }
}
