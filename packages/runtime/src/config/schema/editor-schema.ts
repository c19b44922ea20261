import { POLICY_ALIASES } from '../policies/policy-aliases.js';
import { longNamesOf } from '../policies/policy-names.js';
import { RUNTIME_DOCUMENT } from '../runtime/runtime-schema.js';
import { GATEWAY_DOCUMENT, POLICY_DOCUMENT } from './gateway-schema.js';
import { POLICY_VARIANTS } from './policy-schema.js';

type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema (draft 7) of one document as people write it, for editors: the schemas that files are checked by, and
 * beside the canonical names the older ones, marked as deprecated.
 */
export function editorSchema(): JsonSchema {
  const policy = { anyOf: writtenPolicies() };
  const reference = {
    type: 'object',
    title: 'a named policy',
    required: ['ref'],
    properties: { ref: { type: 'string' }, with: { type: 'object' } },
    additionalProperties: false,
  };
  const use = { anyOf: [reference, ...policy.anyOf] };
  const { spec } = GATEWAY_DOCUMENT.properties;
  const policies = { policy: use, policies: { ...spec.properties.policies, items: use } };
  const gateway = {
    ...GATEWAY_DOCUMENT,
    properties: {
      ...GATEWAY_DOCUMENT.properties,
      spec: { ...spec, properties: { ...spec.properties, ...policies } },
    },
  };
  const named = { ...POLICY_DOCUMENT, properties: { ...POLICY_DOCUMENT.properties, spec: policy } };
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
  properties: Readonly<Record<string, object>>,
  longNames: readonly string[],
): JsonSchema {
  const aliases = new Map<string, object>();
  for (const [alias, { setting, milliseconds }] of POLICY_ALIASES) {
    const meaning = properties[setting];
    if (meaning === undefined) continue;
    aliases.set(alias, {
      ...(milliseconds === true ? { type: ['integer', 'string'] } : meaning),
      deprecated: true,
    });
  }
  return {
    // A setting may also stand under an older name or in `parameters`.
    required: ['type'],
    properties: {
      ...properties,
      ...Object.fromEntries(aliases),
      type: { anyOf: [properties['type'], { enum: longNames }] },
      parameters: { type: 'object', title: 'a map of settings, also in their older names' },
    },
  };
}
