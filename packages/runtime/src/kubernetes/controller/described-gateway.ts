import type { GatewayInFile } from '../../config/gateways-in-files.js';
import { Findings, isUsable, type Finding } from '../../config/finding.js';
import { isClusterTarget, type Gateway } from '../../config/gateway.js';
import { loadConfiguration } from '../../config/load-configuration.js';
import { readYaml } from '../../config/yaml/read-yaml.js';
import { pathAround } from '../../config/yaml/tree.js';
import { revisionOf } from '../../standalone/revision.js';
import { completeDocument } from '../discovery/complete-document.js';
import type { DeployedVersion } from '../discovery/deployed-version.js';
import type { Standing } from '../discovery/standing.js';
import type { KubernetesObject } from '../cluster/object.js';
import { allowedGateway, type AllowedGateway, type AllowedSource } from './allowed-sources.js';

/** What a Gateway resource asks for, or why nothing can be done about it. */
export type Described =
  | {
      readonly ok: true;
      /** Under the name that tells it from those of other namespaces. */
      readonly gateway: Gateway;
      /** Another one whenever what it says changes, or what it refers to. */
      readonly revision: string;
    }
  | { readonly ok: false; readonly reason: 'NoVersions' | 'Invalid'; readonly message: string };

/** What the resource itself is called among what is read for it. */
const GATEWAY = 'gateway';

/** What a description depends on beside the resource itself. */
export interface Surroundings {
  /** The Policy resources of the gateway's namespace. */
  readonly policies: readonly KubernetesObject[];
  readonly deployed: readonly DeployedVersion[];
  /** What the releases of the gateway came to; null before the first. */
  readonly standing: Standing | null;
  /** What gateways may read. */
  readonly sources: readonly AllowedSource[];
}

/** Reads and checks a Gateway resource as files are, with the versions that the cluster tells of. */
export async function describedGateway(
  resource: KubernetesObject,
  { policies, deployed, standing, sources }: Surroundings,
): Promise<Described> {
  const { application, versions } = specOf(resource);
  if (versions === undefined && !deployed.some((each) => each.application === application)) {
    const message = `no Deployment in the namespace has the labels \`app: ${String(application)}\` and \`version\`; label one, or write \`versions\``;
    return { ok: false, reason: 'NoVersions', message };
  }
  const written = documentOf(resource);
  const whole = completeDocument(written, deployed, standing);
  // Also before there is a candidate: policies are not put off until they are needed to tell what is wrong with them.
  const asWritten = await readGateway(written, policies);
  const completed = asWritten.ok && whole !== written ? await readGateway(whole, policies) : asWritten;
  if (!completed.ok) return completed;
  const { inFile } = completed;
  const allowed = allowedOf(inFile.gateway, sources);
  if (!allowed.ok) return { ok: false, reason: 'Invalid', message: allowed.message };
  const { gateway } = allowed;
  return {
    ok: true,
    gateway: { ...gateway, name: `${gateway.namespace}/${gateway.name}` },
    revision: revisionOf(inFile.document),
  };
}

async function readGateway(
  document: object,
  policies: readonly KubernetesObject[],
): Promise<{ readonly ok: true; readonly inFile: GatewayInFile } | (Described & { readonly ok: false })> {
  const loaded = await loadConfiguration(
    [
      source(GATEWAY, document),
      ...policies.map((policy) => source(`policy \`${policy.metadata.name}\``, documentOf(policy))),
    ],
    // Whoever may write resources shall not learn by them which files the controller has.
    { sealed: true },
  );
  // What is wrong with a policy that this gateway does not name is not its business.
  const findings = loaded.findings.filter((finding) => concerns(loaded.inFiles, finding.source.file));
  const [inFile] = loaded.inFiles;
  if (isUsable(findings) && inFile !== undefined) return { ok: true, inFile };
  return { ok: false, reason: 'Invalid', message: words(findings) };
}

function allowedOf(gateway: Gateway, sources: readonly AllowedSource[]): AllowedGateway {
  if (isClusterTarget(gateway.target.kind)) return allowedGateway(gateway, sources);
  const message = `the target \`${gateway.target.kind}\` is none of a cluster; use \`istio\`, \`gateway-api\` or \`gloo\``;
  return { ok: false, message };
}

function concerns(inFiles: readonly GatewayInFile[], file: string): boolean {
  if (file === GATEWAY) return true;
  return inFiles.some(({ policies }) => policies.some(({ place }) => place.source.file === file));
}

/** JSON is YAML as well, so that one reader knows what may stand in a document. */
function source(file: string, document: object) {
  return { file, text: JSON.stringify(document, null, 2), named: true };
}

/** What is people's to write; the rest is the cluster's. */
function documentOf({
  apiVersion,
  kind,
  metadata,
  spec,
}: KubernetesObject): Readonly<Record<string, unknown>> {
  const { name, namespace, labels } = metadata;
  return { apiVersion, kind, metadata: { name, namespace, ...(labels && { labels }) }, spec };
}

function specOf({ spec }: KubernetesObject): Readonly<Record<string, unknown>> {
  return typeof spec === 'object' && spec !== null ? { ...spec } : {};
}

function words(findings: readonly Finding[]): string {
  const errors = findings.filter(({ severity }) => severity === 'error').map(placed);
  return errors.length === 0 ? 'the specification is not one of a gateway' : errors.join('; ');
}

/** With the field that it is about: what was checked is no text of the user's, so that lines of it would say nothing. */
function placed({ message, source: text, start }: Finding): string {
  const [tree] = readYaml(text, new Findings());
  const path = tree === undefined ? [] : pathAround(tree, start);
  if (path.length < 2) return message;
  const field = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return `${message} (\`${field.slice(1)}\`${text.file === GATEWAY ? '' : ` of the ${text.file}`})`;
}
