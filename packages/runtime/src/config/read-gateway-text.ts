import type { MetricCatalogue } from '@lamia/lang';
import { checkConfiguration } from './check-configuration.js';
import { readDocuments } from './documents.js';
import { Findings, inOrder, type Finding } from './finding.js';
import type { Gateway } from './gateway.js';
import { readGateways, type GatewayInFile } from './gateways-in-files.js';

/** What one text holds and everything that was found about it. */
export interface GatewayText {
  /** Fit for use only when no finding is an error. */
  readonly gateways: readonly Gateway[];
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
  const source = { file: '-', text, named: true };
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
    gateways: read.gateways.map(({ gateway }) => gateway),
    findings: inOrder(findings.list, [source]),
  };
}
