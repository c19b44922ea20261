import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { apply, eventually } from './cluster.js';
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

/** Installs definitions, which may be there already, and resolves once their objects can be read and written. */
export async function install(access: Access, definitions: readonly Definition[]): Promise<void> {
  await Promise.all(definitions.map((definition) => apply(access, DEFINITION, definition)));
  for (const { spec } of definitions) {
    for (const { name } of spec.versions.filter(({ served }) => served)) {
      const path = `/apis/${spec.group}/${name}/${spec.names.plural}?limit=1`;
      await eventually(`${path} is served`, async () => (await request(access, 'GET', path)).status === 200);
    }
  }
}
