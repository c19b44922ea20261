import type { Report } from '../canonical/report.js';
import type { Path } from '../yaml/tree.js';
import type { SecretSpec } from './runtime-configuration.js';
import type { SecretShape } from './runtime-schema.js';

/** Makes a path that this file names usable from the working directory. */
export type ResolveOwnPath = (path: string) => string;

/** Where a secret is kept: in a file or in the environment, not both. */
export function canonicalSecret(
  { file, env }: SecretShape,
  path: Path,
  report: Report,
  resolvePath: ResolveOwnPath,
): SecretSpec {
  if (file !== undefined && env !== undefined) {
    report.errorAtKey(
      path,
      'conflicting-keys',
      '`file` and `env` say the same thing twice; keep one of them',
    );
  }
  if (file !== undefined) return { kind: 'file', path: resolvePath(file) };
  if (env !== undefined) return { kind: 'environment', name: env };
  const message = `\`${String(path.at(-1))}\` lacks \`file\`, the path of a file that holds it, or \`env\`, the name of a variable that does`;
  report.errorAtKey(path, 'missing-key', message);
  return { kind: 'environment', name: '' };
}
