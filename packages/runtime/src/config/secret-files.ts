import { access, constants, stat } from 'node:fs/promises';
import { errorCode } from '../errors/error-code.js';
import { readFailureText } from '../errors/read-failure.js';
import type { GatewayInFile } from './configuration.js';
import type { Path } from './yaml/tree.js';

/** A file that a gateway's source names: where it is named, the path to use, and what it holds. */
interface NamedFile {
  readonly at: Path;
  readonly path: string;
  readonly what: string;
}

/**
 * Reports the files with secrets and certificates that cannot be read, where the gateway's file names them. They are not opened:
 * what they hold may change until it is wanted, and a check has no need of it.
 */
export async function checkSecretFiles(
  gateways: readonly GatewayInFile[],
  severity: 'error' | 'warning',
): Promise<void> {
  for (const { gateway, report } of gateways) {
    for (const { at, path, what } of namedFiles(gateway)) {
      const problem = await problemWith(path);
      if (problem !== null) {
        report[severity](
          at,
          'unreadable-file',
          `the file \`${path}\` with the ${what} cannot be read: ${problem}`,
        );
      }
    }
  }
}

function namedFiles({ metrics }: GatewayInFile['gateway']): readonly NamedFile[] {
  const source = metrics?.source;
  if (source?.kind !== 'prometheus') return [];
  const named = [
    { key: ['bearerTokenFile'], path: source.bearerTokenFile, what: 'bearer token' },
    { key: ['basicAuth', 'passwordFile'], path: source.basicAuth?.passwordFile ?? null, what: 'password' },
    { key: ['caFile'], path: source.caFile, what: 'certificates to trust' },
  ];
  return named.flatMap(({ key, path, what }) =>
    path === null ? [] : [{ at: ['spec', 'metrics', 'source', ...key], path, what }],
  );
}

async function problemWith(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return readFailureText('EISDIR');
    // Anything else, such as a pipe, could be read once only.
    if (!found.isFile()) return 'it is no regular file';
    await access(path, constants.R_OK);
    return found.size === 0 ? 'it is empty' : null;
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return readFailureText(code);
  }
}
