import type { MetricCatalogue, ProgramPart } from '@lamia/lang';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { queriesWithin } from '../metrics/queries-of-read.js';
import { checkConfiguration } from './check-configuration.js';
import { readDocuments } from './documents.js';
import { Findings, inOrder, type Finding } from './finding.js';
import type { Gateway } from './gateway.js';
import { readGateways, type GatewayInFile } from './gateways-in-files.js';
import { programParts, type ReadFiles } from './programs/programs-in-file.js';

/** What one text holds and everything that was found about it. */
export interface GatewayText {
  /** Fit for use only when no finding is an error. */
  readonly gateways: readonly Gateway[];
  readonly findings: readonly Finding[];
}

/** The programs of one text and everything that was found about it. */
export interface ProgramText {
  readonly parts: readonly ProgramPart[];
  readonly findings: readonly Finding[];
}

/**
 * Reads and checks the gateways and policies of one text where there are no files: what they name is not looked for.
 *
 * @param catalogueOf the metrics of a provider; null for one that is not at hand, which is a finding
 */
export function readGatewayText(
  text: string,
  catalogueOf: (provider: string) => MetricCatalogue | null,
): GatewayText {
  const { inFiles, findings } = readText(text, catalogueOf);
  return { gateways: inFiles.map(({ gateway }) => gateway), findings };
}

/** The same for an editor: with every program in the text, that the language service can be asked about. */
export function readProgramText(
  text: string,
  catalogueOf: (provider: string) => Catalogue | null,
): ProgramText {
  const read = readText(text, (provider) => {
    const catalogue = catalogueOf(provider);
    return catalogue === null ? null : languageCatalogue(catalogue);
  });
  const catalogues = new Map(
    read.inFiles.flatMap((inFile) => {
      const { metrics } = inFile.gateway;
      const catalogue = metrics === null ? null : catalogueOf(metrics.provider);
      return catalogue === null ? [] : [[inFile, catalogue] as const];
    }),
  );
  const parts = programParts(FILE, { ...read, catalogues }, (reading) =>
    reading === null ? {} : { queriesOf: queriesWithin(reading.catalogue, reading.facts) },
  );
  return { parts, findings: read.findings };
}

/** What the one text is called. */
const FILE = '-';

function readText(
  text: string,
  catalogueOf: (provider: string) => MetricCatalogue | null,
): Omit<ReadFiles, 'catalogues'> & Pick<GatewayText, 'findings'> {
  const source = { file: FILE, text, named: true };
  const findings = new Findings();
  const documents = readDocuments(source, findings);
  const read = readGateways(documents, (path) => path, findings, false);
  const catalogues = new Map<GatewayInFile, MetricCatalogue>();
  for (const inFile of read.gateways) {
    const { metrics } = inFile.gateway;
    if (metrics === null) continue;
    const catalogue = catalogueOf(metrics.provider);
    if (catalogue !== null) catalogues.set(inFile, catalogue);
    else {
      const message = `the metrics of \`${metrics.provider}\` are not known here; leave \`provider\` out`;
      inFile.report.error(['spec', 'metrics', 'provider'], 'unknown-catalogue', message);
    }
  }
  checkConfiguration(read, [], (inFile) => catalogues.get(inFile) ?? null, findings);
  return {
    documents,
    inFiles: read.gateways,
    policies: read.policies,
    findings: inOrder(findings.list, [source]),
  };
}
