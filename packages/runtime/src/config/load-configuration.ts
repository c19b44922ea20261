import { dirname, join } from 'node:path';
import { BUILT_IN, isBuiltIn } from '../metrics/catalogue/built-in.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { loadCatalogue } from '../metrics/catalogue/load.js';
import { checkConfiguration } from './check-configuration.js';
import { readConfiguration } from './configuration.js';
import type { Configuration } from './configuration.js';
import type { ConfigurationDocument, ConfigurationSource } from './documents.js';
import { Findings, inOrder } from './finding.js';
import type { Finding } from './finding.js';
import type { Gateway } from './gateway.js';
import type { GatewayInFile, ResolvePath } from './gateways-in-files.js';
import type { SourceText } from './place.js';
import type { NamedPolicy } from './policies/named-policy.js';
import type { RuntimeInFile } from './runtime/read-runtime.js';
import { alternatives } from './schema/scalars.js';
import { checkSecretFiles } from './secret-files.js';

/** What some configuration files hold and everything that was found about them. */
export interface LoadedConfiguration {
  readonly documents: readonly ConfigurationDocument[];
  /** Fit for use only when no finding is an error. */
  readonly gateways: readonly Gateway[];
  /** The same with the files that they stand in. */
  readonly inFiles: readonly GatewayInFile[];
  /** The policies that stand alone. */
  readonly policies: readonly NamedPolicy[];
  /** Whether conditions were allowed to hold raw ACLs. */
  readonly rawAcls: boolean;
  /** Of each gateway the metrics that its programs can read, where they could be loaded. */
  readonly catalogues: ReadonlyMap<GatewayInFile, Catalogue>;
  /** What runtimes themselves are told. */
  readonly runtimes: readonly RuntimeInFile[];
  /** In the order of the files, each finding once. */
  readonly findings: readonly Finding[];
}

/** What is allowed where the configuration is used. */
export interface LoadOptions {
  /** What a missing one is: it is there where the gateway runs, and need not be where its file is checked. */
  readonly secretFiles?: 'error' | 'warning';
  /** Whether conditions of gateways on HAProxy may hold raw ACLs. */
  readonly rawAcls?: boolean;
  /** The texts came from somebody who may not look at this machine's files: none that they name is looked for. */
  readonly sealed?: boolean;
  /** The folder of the certificates of all gateways; null: each has them in the folder of its own file. */
  readonly certificates?: string | null;
  /** What was loaded before and goes on being used: policies to refer to, and gateways that others must not get in the way of. */
  readonly beside?: Beside;
}

export type Beside = Pick<LoadedConfiguration, 'inFiles' | 'policies'>;

const NOTHING: Beside = { inFiles: [], policies: [] };

/** Reads and checks configuration whose texts are at hand, with the catalogues and other files that it names. */
export async function loadConfiguration(
  sources: readonly ConfigurationSource[],
  {
    secretFiles = 'warning',
    rawAcls = false,
    sealed = false,
    certificates = null,
    beside = NOTHING,
  }: LoadOptions = {},
): Promise<LoadedConfiguration> {
  const findings = new Findings();
  const resolvePath: ResolvePath = (path, source, what) => {
    const folder = what === 'certificate' ? certificates : null;
    return path.startsWith('/') ? path : join(folder ?? folderOf(source), path);
  };
  const configuration = readConfiguration(sources, resolvePath, findings, rawAcls, beside.policies);
  const catalogues = await loadCatalogues(configuration, sealed, findings);
  if (!sealed) await checkSecretFiles(configuration, secretFiles);
  const languages = new Map(
    [...catalogues].map(([inFile, catalogue]) => [inFile, languageCatalogue(catalogue)]),
  );
  const catalogueOf = (gateway: GatewayInFile) => languages.get(gateway) ?? null;
  checkConfiguration(configuration, beside.inFiles, catalogueOf, findings);
  return {
    documents: configuration.documents,
    gateways: configuration.gateways.map(({ gateway }) => gateway),
    inFiles: configuration.gateways,
    policies: configuration.policies,
    rawAcls,
    catalogues,
    runtimes: configuration.runtimes,
    findings: inOrder(findings.list, sources),
  };
}

/** Paths in a file are relative to its folder; in standard input, to the working directory. */
const folderOf = (source: SourceText): string => (source.file === '-' ? '.' : dirname(source.file));

async function loadCatalogues(
  { gateways }: Configuration,
  sealed: boolean,
  findings: Findings,
): Promise<ReadonlyMap<GatewayInFile, Catalogue>> {
  const catalogues = new Map<GatewayInFile, Catalogue>();
  for (const inFile of gateways) {
    const { metrics } = inFile.document.spec;
    if (metrics === undefined) continue;
    const provider = metrics.provider ?? inFile.document.spec.target.kind;
    if (sealed && !isBuiltIn(provider)) {
      const message = `\`${provider}\` is none of the catalogues that come with lamia, and files are not looked at here; use ${alternatives(BUILT_IN)}`;
      inFile.report.error(['spec', 'metrics', 'provider'], 'unknown-catalogue', message);
      continue;
    }
    const loaded = await loadCatalogue(provider, folderOf(inFile.source));
    if (loaded.ok) {
      catalogues.set(inFile, loaded.catalogue);
      continue;
    }
    for (const finding of loaded.findings) {
      // A catalogue that is not there has no text to point into: the gateway's own line is the place.
      if (finding.source.text === '')
        inFile.report.error(['spec', 'metrics', 'provider'], 'unknown-catalogue', finding.message);
      else findings.add(finding);
    }
  }
  return catalogues;
}
