import { access, constants, stat } from 'node:fs/promises';
import { leadsOut } from '../files/leads-out.js';
import { errorCode } from '../errors/error-code.js';
import { readFailureText } from '../errors/read-failure.js';
import type { Report } from './canonical/report.js';
import type { Configuration } from './configuration.js';
import type { GatewayInFile } from './gateways-in-files.js';
import type { RuntimeInFile } from './runtime/read-runtime.js';
import type { PrometheusServer, SecretSpec } from './runtime/runtime-configuration.js';
import type { MetricsSpec, Tls } from './gateway.js';
import type { Path } from './yaml/tree.js';

/** A file with a secret or certificates that is named somewhere: where it is named, the path to use, and what it holds. */
interface NamedFile {
  readonly at: Path;
  readonly path: string;
  readonly what: string;
}

/**
 * Reports the files with secrets and certificates that cannot be read, where they are named. They are not opened: what they
 * hold may change until it is wanted, and a check has no need of it.
 */
export async function checkSecretFiles(
  { gateways, runtimes }: Pick<Configuration, 'gateways' | 'runtimes'>,
  severity: 'error' | 'warning',
): Promise<void> {
  for (const { gateway, report } of gateways) {
    await checkFiles(filesOfGateway(gateway), report, severity);
    await checkFolder(gateway.traffic.tls, report, severity);
  }
  for (const { configuration, report } of runtimes) {
    await checkFiles(filesOfRuntime(configuration), report, severity);
  }
}

async function checkFiles(
  files: readonly NamedFile[],
  report: Report,
  severity: 'error' | 'warning',
): Promise<void> {
  for (const { at, path, what } of files) {
    const problem = await problemWith(path);
    if (problem === null) continue;
    report[severity](
      at,
      'unreadable-file',
      `the file \`${path}\` with the ${what} cannot be read: ${problem}`,
    );
  }
}

/** A certificate is looked for in one folder: whoever writes a gateway chooses no other file of this machine. */
async function checkFolder(tls: Tls | null, report: Report, severity: 'error' | 'warning'): Promise<void> {
  for (const [index, path] of (tls?.certificates ?? []).entries()) {
    if (tls === null || !(await leadsOut(path, tls.folder))) continue;
    const message = `the certificate \`${path}\` is not in the folder \`${tls.folder}\`, out of which none may lead; put it there, or name another folder as \`certificates\` of the runtime's configuration`;
    report[severity](['spec', 'tls', 'certificates', index], 'outside-folder', message);
  }
}

function filesOfGateway({ metrics, traffic }: GatewayInFile['gateway']): readonly NamedFile[] {
  const certificates = (traffic.tls?.certificates ?? []).map((path, index): NamedFile => ({
    at: ['spec', 'tls', 'certificates', index],
    path,
    what: 'certificate and its key',
  }));
  return [...certificates, ...filesOfSource(metrics)];
}

function filesOfSource(metrics: MetricsSpec | null): readonly NamedFile[] {
  const source = metrics?.source;
  if (source?.kind !== 'prometheus') return [];
  const at: Path = ['spec', 'metrics', 'source'];
  return filesOfServer(source, {
    token: [...at, 'bearerTokenFile'],
    password: [...at, 'basicAuth', 'passwordFile'],
    authority: [...at, 'caFile'],
  });
}

function filesOfServer(
  { bearerToken, basicAuth, caFile }: Pick<PrometheusServer, 'bearerToken' | 'basicAuth' | 'caFile'>,
  at: Readonly<Record<'token' | 'password' | 'authority', Path>>,
): readonly NamedFile[] {
  const secrets = [
    { secret: bearerToken, at: at.token, what: 'bearer token' },
    { secret: basicAuth?.password ?? null, at: at.password, what: 'password' },
  ];
  return [
    ...secrets.flatMap((each): NamedFile[] =>
      each.secret?.kind === 'file' ? [{ at: each.at, path: each.secret.path, what: each.what }] : [],
    ),
    ...(caFile === null ? [] : [{ at: at.authority, path: caFile, what: 'certificates to trust' }]),
  ];
}

function filesOfRuntime({
  notifiers,
  webhooks,
  prometheus,
}: RuntimeInFile['configuration']): readonly NamedFile[] {
  const ofWebhooks = webhooks.flatMap(({ name, url, signingKey }) => [
    ...secretFile(url, ['spec', 'webhooks', name, 'url'], 'address of a webhook'),
    ...secretFile(signingKey, ['spec', 'webhooks', name, 'signingKey'], 'signing key'),
  ]);
  const ofNotifiers = notifiers.flatMap((notifier) => {
    const at: Path = ['spec', 'notifiers', notifier.name];
    const url = secretFile(notifier.url, [...at, 'url'], 'address of a notifier');
    return notifier.kind === 'webhook'
      ? [...url, ...secretFile(notifier.signingKey, [...at, 'signingKey'], 'signing key')]
      : url;
  });
  const ofServers = prometheus.flatMap((server) => {
    const at: Path = ['spec', 'prometheus', server.name];
    return filesOfServer(server, {
      token: [...at, 'bearerToken', 'file'],
      password: [...at, 'basicAuth', 'password', 'file'],
      authority: [...at, 'caFile'],
    });
  });
  return [...ofNotifiers, ...ofWebhooks, ...ofServers];
}

function secretFile(secret: SecretSpec, at: Path, what: string): readonly NamedFile[] {
  return secret.kind === 'file' ? [{ at: [...at, 'file'], path: secret.path, what }] : [];
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
