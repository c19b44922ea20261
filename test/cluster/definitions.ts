import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../packages/runtime/src/kubernetes/cluster/object.js';
import { apply, eventually, hasCel, pathOf, succeeded } from './cluster.js';
import { request, type Access } from './server/request.mjs';

const DEFINITION = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

const CONFLICT = 409;

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
  await Promise.all(definitions.map((definition) => put(access, definition)));
  for (const { spec } of definitions) {
    for (const { name } of spec.versions.filter(({ served }) => served)) {
      const path = `/apis/${spec.group}/${name}/${spec.names.plural}?limit=1`;
      await eventually(`${path} is served`, async () => (await request(access, 'GET', path)).status === 200);
    }
  }
}

/** An API server that knows no rules refuses to apply them, and leaves them out of what it is given whole. */
async function put(access: Access, definition: Definition): Promise<void> {
  if (hasCel()) {
    await apply(access, DEFINITION, definition);
    return;
  }
  const all = pathOf(DEFINITION, null);
  const made = await request(access, 'POST', all, { body: definition });
  if (made.status !== CONFLICT) {
    succeeded(made);
    return;
  }
  const { name } = definition.metadata;
  const there = succeeded(await request(access, 'GET', `${all}/${name}`)) as Definition;
  const { resourceVersion } = there.metadata;
  const body = { ...definition, metadata: { ...definition.metadata, resourceVersion } };
  succeeded(await request(access, 'PUT', `${all}/${name}`, { body }));
}
