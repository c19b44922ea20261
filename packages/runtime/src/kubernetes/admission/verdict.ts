import type { LanguageDesk } from '../../api/language/desk.js';
import type { FindingJson } from '../../cli/findings.js';
import type { ConfigurationCode } from '../../config/codes.js';
import type { Milliseconds } from '../../config/duration.js';
import type { KubernetesObject } from '../cluster/object.js';
import type { WatchedObjects } from '../watch/watched-objects.js';
import { checkedDocuments, framedText, type Checked } from './checked-documents.js';

/** What is said of an object before it is kept. */
export type Verdict =
  | { readonly allowed: true; readonly warnings: readonly string[] }
  | { readonly allowed: false; readonly code: number; readonly message: string };

export interface AdmissionPorts {
  readonly language: Pick<LanguageDesk, 'run'>;
  /** What watches have told of. */
  readonly gateways: Pick<WatchedObjects, 'list'>;
  readonly policies: Pick<WatchedObjects, 'list'>;
  /** Milliseconds that only grow. */
  readonly clock: () => Milliseconds;
}

/** The gateways of a policy are looked at for so long; API servers give up soon after. */
const LOOKS_FOR: Milliseconds = 2_000;
/** Characters of a message, of which an API server cuts the rest off. */
const LONGEST = 8_000;
/** Warnings beyond these say nothing that these do not. */
const MOST_WARNINGS = 10;

/** A policy that is applied after its gateway is no mistake: the gateway's status tells until it is there. */
const MAY_COME_LATER: ConfigurationCode = 'unknown-policy';

/** Whether a Gateway or a Policy may be kept as it is: what `lamia check` says of its file, and of the gateways of a policy. */
export function verdictOn(object: KubernetesObject, ports: AdmissionPorts): Promise<Verdict> {
  return object.kind === 'Policy' ? verdictOnPolicy(object, ports) : verdictOnGateway(object, ports);
}

async function verdictOnGateway(gateway: KubernetesObject, ports: AdmissionPorts): Promise<Verdict> {
  const policies = policiesFor(gateway, ports.policies.list(gateway.metadata.namespace));
  return verdictBy(gateway, await checkedDocuments([gateway, ...policies], ports.language));
}

/** A policy is refused for what is wrong with it, and for each gateway that was right with the policy before it. */
async function verdictOnPolicy(policy: KubernetesObject, ports: AdmissionPorts): Promise<Verdict> {
  const { language, clock } = ports;
  const { namespace, name } = policy.metadata;
  const own = verdictBy(policy, await checkedDocuments([policy], language));
  if (!own.allowed) return own;
  const before = ports.policies.list(namespace);
  const after = [...before.filter(({ metadata }) => metadata.name !== name), policy];
  const users = ports.gateways.list(namespace).filter((gateway) => refersTo(gateway).has(name));
  const end = clock() + LOOKS_FOR;
  const warnings = [...own.warnings];
  for (const [index, gateway] of users.entries()) {
    if (clock() > end) {
      warnings.push(
        `${users.length - index} gateways that use this policy were not looked at for lack of time`,
      );
      break;
    }
    const now = verdictBy(
      gateway,
      await checkedDocuments([gateway, ...policiesFor(gateway, after)], language),
    );
    if (now.allowed) continue;
    const then = await checkedDocuments([gateway, ...policiesFor(gateway, before)], language);
    const words = `the Gateway \`${gateway.metadata.name}\` uses this policy`;
    if (verdictBy(gateway, then).allowed) {
      return { ...now, message: cut(`${words} and could not go on with it: ${now.message}`) };
    }
    warnings.push(`${words} and has errors of its own`);
  }
  return { allowed: true, warnings: warnings.slice(0, MOST_WARNINGS) };
}

function verdictBy({ kind, metadata }: KubernetesObject, checked: Checked): Verdict {
  if (!checked.ok) return { allowed: false, code: checked.status, message: checked.message };
  const { text, findings } = checked;
  const errors = findings.filter(
    (finding) => finding.severity === 'error' && finding.code !== MAY_COME_LATER,
  );
  if (errors.length > 0) {
    const count = errors.length === 1 ? 'an error' : `${errors.length} errors`;
    const frames = errors.map((error) => framedText(error, text)).join('\n\n');
    return {
      allowed: false,
      code: 422,
      message: cut(
        `the ${kind} \`${metadata.name}\` has ${count}, as \`lamia check\` tells of the object that the API server was given:\n\n${frames}`,
      ),
    };
  }
  return { allowed: true, warnings: findings.flatMap(warningOf).slice(0, MOST_WARNINGS) };
}

function warningOf({ severity, message, code, line, column }: FindingJson): readonly string[] {
  if (severity === 'info') return [];
  return [`${line}:${column}: ${message} [${code}]`];
}

/** The policies that a gateway names. */
function policiesFor(
  gateway: KubernetesObject,
  policies: readonly KubernetesObject[],
): readonly KubernetesObject[] {
  const named = refersTo(gateway);
  return policies.filter(({ metadata }) => named.has(metadata.name));
}

/** The names of policies in a gateway that nobody has checked yet. */
function refersTo({ spec }: KubernetesObject): ReadonlySet<unknown> {
  const { policy, policies } = fieldsOf(spec);
  const uses: readonly unknown[] = [policy, ...(Array.isArray(policies) ? (policies as unknown[]) : [])];
  return new Set(uses.map((use) => fieldsOf(use)['ref']).filter((name) => name !== undefined));
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function cut(message: string): string {
  return message.length <= LONGEST ? message : `${message.slice(0, LONGEST)}…`;
}
