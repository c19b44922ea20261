import { PROBE } from '../../packages/runtime/src/kubernetes/testing/cluster-contract.js';
import { install, type Definition } from './definitions.js';
import type { Access } from './server/request.mjs';

const strings = { type: 'array', items: { type: 'string' } };

const [group = '', version = ''] = PROBE.apiVersion.split('/');

const VERSION = {
  ...{ name: version, served: true, storage: true, subresources: { status: {} } },
  schema: {
    openAPIV3Schema: {
      type: 'object',
      properties: {
        spec: { type: 'object', properties: { hosts: strings, http: strings } },
        status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      },
    },
  },
};

const SPEC = {
  ...{ group, scope: 'Namespaced', names: { kind: PROBE.kind, plural: PROBE.plural } },
  versions: [VERSION],
};

const DEFINITION: Definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${PROBE.plural}.${group}` },
  spec: SPEC,
};

/** Custom resources that mean nothing, for suites about an API server alone. */
export async function installProbes(access: Access): Promise<void> {
  await install(access, [DEFINITION]);
}
