import { DEFAULTS } from './canonical/defaults.js';
import { canonicalGateway } from './canonical/gateway.js';
import { Report } from './canonical/report.js';
import type { ConfigurationDocument } from './documents.js';
import type { Findings } from './finding.js';
import type { Gateway } from './gateway.js';
import type { SourceText } from './place.js';
import { withMirrorNames } from './mirror-names.js';
import { policiesOf, readNamedPolicy, reportDuplicatePolicies } from './policies/named-policy.js';
import type { NamedPolicy } from './policies/named-policy.js';
import { resolvePolicies } from './policies/resolve-policies.js';
import { GATEWAY_DOCUMENT } from './schema/gateway-schema.js';
import type { GatewayDocument } from './schema/gateway-schema.js';
import { validate } from './schema/validate.js';
import { textAt, withEntries } from './yaml/tree.js';

/** A gateway and the document it was read from. */
export interface GatewayInFile {
  readonly source: SourceText;
  readonly document: GatewayDocument;
  readonly gateway: Gateway;
  /** The named policies that it refers to. */
  readonly policies: readonly NamedPolicy[];
  readonly report: Report;
}

/** The gateways and policies of some documents. */
export interface GatewaysInFiles {
  /** Those whose shape is right. */
  readonly gateways: readonly GatewayInFile[];
  readonly policies: readonly NamedPolicy[];
}

/**
 * Makes a path that a file names usable from the working directory.
 * @param what certificates may have a folder of their own
 */
export type ResolvePath = (path: string, source: SourceText, what?: 'certificate') => string;

/**
 * Reads the gateways and policies among some documents together; what is wrong with them is among the findings.
 * @param known policies that were read before, to be referred to
 */
export function readGateways(
  documents: readonly ConfigurationDocument[],
  resolvePath: ResolvePath,
  findings: Findings,
  rawAcls: boolean,
  known: readonly NamedPolicy[] = [],
): GatewaysInFiles {
  const policies = documents
    .filter(({ kind }) => kind === 'Policy')
    .flatMap((document) => readNamedPolicy(document, findings) ?? []);
  reportDuplicatePolicies(policies, findings);
  const gateways = documents
    .filter(({ kind }) => kind === 'Gateway')
    .flatMap(
      (document) => readGateway(document, [...known, ...policies], resolvePath, findings, rawAcls) ?? [],
    );
  return { gateways, policies };
}

function readGateway(
  { source, tree: written }: ConfigurationDocument,
  policies: readonly NamedPolicy[],
  resolvePath: ResolvePath,
  findings: Findings,
  rawAcls: boolean,
): GatewayInFile | null {
  const namespace = textAt(written, ['metadata', 'namespace']) ?? DEFAULTS.namespace;
  const entry = written.entries.get('spec');
  const resolved =
    entry?.value.kind === 'map'
      ? resolvePolicies(withMirrorNames(entry.value, findings), policiesOf(policies, namespace), findings)
      : null;
  const tree =
    entry === undefined || resolved === null
      ? written
      : withEntries(written, new Map([['spec', { key: entry.key, value: resolved.spec }]]));
  const document = validate(GATEWAY_DOCUMENT, tree, findings);
  if (document === null) return null;
  const report = new Report(tree, findings);
  const gateway = canonicalGateway(
    document,
    report,
    (path, what) => resolvePath(path, source, what),
    rawAcls,
  );
  return { source, document, gateway, policies: resolved?.used ?? [], report };
}
