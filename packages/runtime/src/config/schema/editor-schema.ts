import * as Type from 'typebox';
import { POLICY_ALIASES } from '../policies/policy-aliases.js';
import { longNamesOf } from '../policies/policy-names.js';
import { RUNTIME_DOCUMENT } from '../runtime/runtime-schema.js';
import { GATEWAY_DOCUMENT, POLICY_DOCUMENT } from './gateway-schema.js';
import { needed, optional } from './meaning.js';
import { object } from './objects.js';
import { POLICY_VARIANTS } from './policy-schema.js';

type JsonSchema = Readonly<Record<string, unknown>>;

const SETTINGS = Type.Unsafe<JsonSchema>({ type: 'object', title: 'a map of settings' });

/** A policy by its name, where a gateway uses one that stands alone. */
export const POLICY_REFERENCE = object('a named policy', {
  ref: needed(
    Type.String(),
    'The name of a policy that stands alone; in a cluster one of the same namespace.',
  ),
  with: optional(SETTINGS, 'Settings of this gateway that differ from those of the policy.'),
});

/** What the key `policy` of a gateway means. */
export const ONLY_POLICY = 'The only policy, in place of `policies` with one item.';

/**
 * The JSON Schema (draft 7) of one document as people write it, for editors: the schemas that files are checked by, and
 * beside the canonical names the older ones, marked as deprecated.
 */
export function editorSchema(): JsonSchema {
  const { spec } = GATEWAY_DOCUMENT.properties;
  const policy = { anyOf: writtenPolicies() };
  const use = { anyOf: [POLICY_REFERENCE, ...policy.anyOf] };
  const policies = {
    policy: { ...use, description: ONLY_POLICY },
    policies: { ...spec.properties.policies, items: use },
  };
  const gateway = {
    ...GATEWAY_DOCUMENT,
    properties: {
      ...GATEWAY_DOCUMENT.properties,
      spec: { ...spec, properties: { ...spec.properties, ...policies } },
    },
  };
  const { description } = POLICY_DOCUMENT.properties.spec;
  const named = {
    ...POLICY_DOCUMENT,
    properties: { ...POLICY_DOCUMENT.properties, spec: { ...policy, description } },
  };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'a gateway, a policy or a runtime of Lamia',
    anyOf: [gateway, named, RUNTIME_DOCUMENT],
  };
}

/** Each kind of policy as people write it: with its long names, and with the older names of its settings. */
export function writtenPolicies(): readonly JsonSchema[] {
  const { time, health, metric, custom } = POLICY_VARIANTS;
  return [
    { ...time, ...withOlderNames(time.properties, longNamesOf('time')) },
    { ...health, ...withOlderNames(health.properties, longNamesOf('health')) },
    { ...metric, ...withOlderNames(metric.properties, longNamesOf('metric')) },
    { ...custom, ...withOlderNames(custom.properties, longNamesOf('custom')) },
  ];
}

function withOlderNames(
  properties: (typeof POLICY_VARIANTS)[keyof typeof POLICY_VARIANTS]['properties'],
  longNames: readonly string[],
): JsonSchema {
  const { type } = properties;
  const settings: Readonly<Record<string, object>> = properties;
  const aliases = new Map<string, object>();
  for (const [alias, { setting, milliseconds }] of POLICY_ALIASES) {
    const now = settings[setting];
    if (now === undefined) continue;
    const older = `An older name of \`${setting}\``;
    aliases.set(alias, {
      ...(milliseconds === true
        ? { type: ['integer', 'string'], description: `${older}; a number alone is milliseconds.` }
        : { ...now, description: `${older}.` }),
      deprecated: true,
    });
  }
  return {
    // A setting may also stand under an older name or in `parameters`.
    required: ['type'],
    properties: {
      ...properties,
      ...Object.fromEntries(aliases),
      type: { anyOf: [type, { enum: longNames }], description: type.description },
      parameters: needed(
        SETTINGS,
        'Settings as Vamp had them, also in their older names; each may stand beside `type` instead.',
      ),
    },
  };
}
