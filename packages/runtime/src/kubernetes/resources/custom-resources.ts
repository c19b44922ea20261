import { CLUSTER_TARGETS } from '../../config/schema/cluster-target-schema.js';
import { ONLY_POLICY, POLICY_REFERENCE, writtenPolicies } from '../../config/schema/editor-schema.js';
import { GATEWAY_DOCUMENT, POLICY_DOCUMENT } from '../../config/schema/gateway-schema.js';
import { needed } from '../../config/schema/meaning.js';
import { OBJECT_NAME_RULES } from '../../config/schema/scalars.js';
import { LONG_POLICY_NAMES } from '../../config/policies/policy-names.js';
import { GATEWAY_STATUS } from './status-schema.js';
import { structural, validations, variants } from './structural.js';
import type { StructuralSchema, Validation } from './structural.js';

/** A definition as `kubectl apply` takes it, by the name of its file. */
export interface CustomResourceDefinition {
  readonly apiVersion: 'apiextensions.k8s.io/v1';
  readonly kind: 'CustomResourceDefinition';
  readonly metadata: { readonly name: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

interface Column {
  readonly name: string;
  readonly type: 'string' | 'date';
  readonly jsonPath: string;
  readonly description?: string;
  /** Above 0: only with `-o wide`. */
  readonly priority?: number;
}

/**
 * The kinds of `lamia.dev/v1`, from the schemas that files and the API are read by. Older names that files may use are fields of
 * their own, so that no API server drops them; what schemas cannot say is for the admission webhook.
 */
export function customResourceDefinitions(): ReadonlyMap<string, CustomResourceDefinition> {
  return new Map([
    ['gateways', gatewayDefinition()],
    ['policies', policyDefinition()],
  ]);
}

function gatewayDefinition(): CustomResourceDefinition {
  return definition({
    kind: 'Gateway',
    plural: 'gateways',
    // Not `gw`: that is the Gateway API's.
    shortName: 'lgw',
    description:
      'Says who gets which traffic of an application, and which policies may change that. The status tells how its release stands.',
    spec: gatewaySpec(),
    status: structural(
      needed(GATEWAY_STATUS, 'How the gateway and its release stand; written by the controller alone.'),
    ),
    columns: [
      { name: 'Version', type: 'string', jsonPath: '.status.version' },
      { name: 'Weight', type: 'string', jsonPath: '.status.weight' },
      { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
      { name: 'Ready', type: 'string', jsonPath: '.status.conditions[?(@.type=="Ready")].status' },
      { name: 'Stable', type: 'string', jsonPath: '.status.stable', priority: 1 },
      { name: 'Target', type: 'string', jsonPath: '.spec.target.kind', priority: 1 },
      { name: 'Reason', type: 'string', jsonPath: '.status.reason' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
  });
}

function policyDefinition(): CustomResourceDefinition {
  return definition({
    kind: 'Policy',
    plural: 'policies',
    shortName: 'lpol',
    description:
      'Says when weights move, for Gateways of the same namespace to use by name: `policies: [{ ref: NAME }]`.',
    spec: { description: POLICY_DOCUMENT.properties.spec.description, ...writtenPolicy([]) },
    status: null,
    columns: [
      { name: 'Type', type: 'string', jsonPath: '.spec.type' },
      { name: 'Interval', type: 'string', jsonPath: '.spec.interval' },
      { name: 'Step', type: 'string', jsonPath: '.spec.step' },
      { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    ],
  });
}

function definition(resource: {
  readonly kind: string;
  readonly plural: string;
  readonly shortName: string;
  readonly description: string;
  readonly spec: StructuralSchema;
  /** Null for a kind that has none. */
  readonly status: StructuralSchema | null;
  readonly columns: readonly Column[];
}): CustomResourceDefinition {
  const { kind, plural, shortName, description, spec, status, columns } = resource;
  const schema: StructuralSchema = {
    description,
    type: 'object',
    required: ['spec'],
    properties: {
      // API servers say themselves what these three mean, and take no description of the metadata.
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: {
        type: 'object',
        properties: { name: { type: 'string', pattern: OBJECT_NAME_RULES.pattern, maxLength: 63 } },
      },
      spec,
      ...(status === null ? {} : { status }),
    },
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.lamia.dev` },
    spec: {
      group: 'lamia.dev',
      scope: 'Namespaced',
      names: {
        ...{ kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
        ...{ shortNames: [shortName], categories: ['lamia'] },
      },
      versions: [
        {
          ...{ name: 'v1', served: true, storage: true },
          schema: { openAPIV3Schema: schema },
          ...(status === null ? {} : { subresources: { status: {} } }),
          additionalPrinterColumns: columns,
        },
      ],
    },
  };
}

/** What a gateway can be in a cluster: nothing there runs the data planes of a single machine. */
function gatewaySpec(): StructuralSchema {
  const { spec } = GATEWAY_DOCUMENT.properties;
  const written = structural(spec);
  const use = policyUse();
  return {
    ...written,
    properties: {
      ...written.properties,
      target: {
        description: spec.properties.target.description,
        ...variants(Object.values(CLUSTER_TARGETS), { key: 'kind' }),
      },
      policy: { description: ONLY_POLICY, ...use },
      policies: {
        ...written.properties?.['policies'],
        items: { description: 'Each is a policy, or the name of one at `ref`.', ...use },
      },
    },
    ...validations(GATEWAY_RULES),
  };
}

const GATEWAY_RULES: readonly Validation[] = [
  {
    rule: '!has(self.policy) || !has(self.policies)',
    message: '`policy` and `policies` say the same thing; put all of them under `policies`',
  },
  {
    rule: '!has(self.versions) || self.baseline in self.versions',
    message: '`baseline` is none of `versions`',
  },
  {
    rule: '!has(self.versions) || !has(self.candidate) || self.candidate in self.versions',
    message: '`candidate` is none of `versions`',
  },
  {
    rule: '!has(self.candidate) || self.candidate != self.baseline',
    message: '`candidate` is the baseline too; a release goes from one version to another',
  },
  {
    rule: '!has(self.versions) || !has(self.target.discover)',
    message: '`versions` says which versions there are, so that none is discovered; keep one of them',
  },
  {
    rule: '!has(self.routes[size(self.routes) - 1].condition)',
    message: 'the last route must take every request that no other takes, so that it has no `condition`',
  },
];

/** A policy where a gateway has it: its settings, or the name of one and the settings that differ. */
function policyUse(): StructuralSchema {
  const own = writtenPolicy(['ref']);
  return {
    ...own,
    properties: {
      ...structural(POLICY_REFERENCE).properties,
      ...own.properties,
    },
    ...validations([
      ...(own['x-kubernetes-validations'] ?? []),
      { rule: '!has(self.with) || has(self.ref)', message: '`with` stands beside `ref` only' },
      { rule: '!has(self.ref) || !has(self.type)', message: '`type` cannot stand beside `ref`' },
    ]),
  };
}

/** @param instead keys of which one can take the place of a type */
function writtenPolicy(instead: readonly string[]): StructuralSchema {
  const policy = variants(writtenPolicies(), { key: 'type', optional: true });
  const keys = ['type', 'name', ...instead];
  return {
    ...policy,
    properties: {
      ...policy.properties,
      name: { type: 'string', description: 'An older name of `type`.', enum: LONG_POLICY_NAMES },
    },
    ...validations([
      ...(policy['x-kubernetes-validations'] ?? []),
      {
        rule: keys.map((key) => `has(self.${key})`).join(' || '),
        message: `a policy lacks \`type\`: \`time\`, \`health\`, \`metric\` or \`custom\``,
      },
    ]),
  };
}
