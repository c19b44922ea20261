import { isUsable } from '../config/finding.js';
import { loadConfiguration } from '../config/load-configuration.js';
import { NO_CONFIGURATION } from '../config/runtime/runtime-configuration.js';
import type { RuntimeConfiguration } from '../config/runtime/runtime-configuration.js';
import { inputError } from './exit.js';
import { showFindings } from './findings.js';
import type { CommandIo } from './io.js';
import { readSources } from './source-files.js';

/**
 * What a file tells the runtime itself, once nothing is wrong with it; the defaults without a file.
 * @param flag that names the file, for messages
 */
export async function readRuntimeFile(
  path: string | undefined,
  io: CommandIo,
  flag: '--config' | '--configuration' = '--config',
): Promise<RuntimeConfiguration> {
  if (path === undefined) return NO_CONFIGURATION;
  const { documents, runtimes, findings } = await loadConfiguration(await readSources([path], io), {
    secretFiles: 'error',
  });
  const told = findings.filter(({ severity }) => severity !== 'info');
  if (!isUsable(findings)) throw inputError(`\`${path}\` cannot be used before its errors are mended`, told);
  showFindings(told, io);
  const [only, ...others] = runtimes;
  if (only === undefined) {
    throw inputError(`\`${path}\` holds no \`kind: Runtime\`, which \`${flag}\` wants`);
  }
  if (others.length > 0) {
    throw inputError(`\`${path}\` holds ${runtimes.length} times \`kind: Runtime\`; keep one`);
  }
  if (documents.length > 1) {
    throw inputError(
      `\`${path}\` holds more than a \`kind: Runtime\`; gateways and policies are named without \`${flag}\``,
    );
  }
  return only.configuration;
}
