import { isUsable } from '../config/finding.js';
import { loadConfiguration } from '../config/load-configuration.js';
import type { LoadedConfiguration, LoadOptions } from '../config/load-configuration.js';
import { inputError } from './exit.js';
import { showFindings } from './findings.js';
import type { CommandIo } from './io.js';
import { kindOf, readSources } from './source-files.js';

/** The gateways of a file or folder, once nothing is wrong with any of them; warnings are shown. */
export async function readGateways(
  path: string,
  { rawAcls, certificates }: Required<Pick<LoadOptions, 'rawAcls' | 'certificates'>>,
  io: CommandIo,
): Promise<LoadedConfiguration> {
  const sources = await readSources([path], io);
  const configuration = sources.filter((source) => kindOf(source) === 'configuration');
  if (configuration.length === 0) {
    throw inputError(
      `\`${path}\` holds no gateway; a gateway file is YAML with \`apiVersion: lamia/v1\` and \`kind: Gateway\``,
    );
  }
  const loaded = await loadConfiguration(configuration, { secretFiles: 'error', rawAcls, certificates });
  const { gateways, runtimes, findings } = loaded;
  const told = findings.filter(({ severity }) => severity !== 'info');
  if (!isUsable(findings)) throw inputError(`\`${path}\` cannot be used before its errors are mended`, told);
  showFindings(told, io);
  if (runtimes.length > 0) {
    throw inputError(
      `\`${path}\` holds a \`kind: Runtime\`, which is no gateway; keep it in a file of its own, for \`lamia run --config FILE\``,
    );
  }
  if (gateways.length === 0) throw inputError(`\`${path}\` holds no \`kind: Gateway\``);
  return loaded;
}
