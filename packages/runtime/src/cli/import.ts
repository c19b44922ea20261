import { isUsable, type Finding } from '../config/finding.js';
import { loadConfiguration } from '../config/load-configuration.js';
import { gatewayFiles, importVamp } from '../import/vamp/import-vamp.js';
import { EXIT } from './exit.js';
import { findingJson, showFindings } from './findings.js';
import type { CommandIo } from './io.js';
import { readSources } from './source-files.js';

export interface ImportFlags {
  /** By the path of the route. */
  readonly address: ReadonlyMap<string, string>;
  readonly json?: boolean;
}

/** `lamia import`: files of another system as a gateway file. Nothing is written unless every gateway could be carried over. */
export async function runImport(
  paths: readonly string[],
  flags: ImportFlags,
  io: CommandIo,
): Promise<number> {
  const imported = importVamp(await readSources(paths, io), flags.address);
  const { gateways } = imported;
  const text = gatewayFiles(gateways);
  const findings = [...imported.findings, ...(await faultsIn(text))];
  const isWhole = isUsable(findings) && gateways.length > 0;
  if (flags.json === true) {
    const report = findings.map((finding) => ({ file: finding.source.file, ...findingJson(finding) }));
    io.stdout.write(`${JSON.stringify({ ok: isWhole, gateways, report }, null, 2)}\n`);
  } else {
    showFindings(findings, io);
    if (gateways.length === 0 && isUsable(findings)) {
      io.stderr.write('lamia: there is no gateway of classic vamp in these files\n');
    }
    if (isWhole) io.stdout.write(text);
  }
  return isWhole ? EXIT.done : EXIT.input;
}

/** What is wrong with the gateway file that was made: a host, say, that no request can have. */
async function faultsIn(text: string): Promise<readonly Finding[]> {
  if (text === '') return [];
  const made = { file: 'the gateway file', text, named: true };
  const { findings } = await loadConfiguration([made], { rawAcls: true });
  return findings.filter(({ severity }) => severity === 'error');
}
