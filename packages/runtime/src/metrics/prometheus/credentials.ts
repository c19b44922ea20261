import { readFile } from 'node:fs/promises';
import type { PrometheusSourceSpec } from '../../config/gateway.js';
import { errorCode } from '../../errors/error-code.js';

/** What goes into the `Authorization` header and must not go anywhere else. */
export interface Credentials {
  /** Null where none are configured. */
  readonly header: string | null;
  /** Every text that must not appear in a message. */
  readonly secrets: readonly string[];
}

type Spec = Pick<PrometheusSourceSpec, 'bearerTokenFile' | 'basicAuth'>;

/** Reads the secrets from their files, which may change while the runtime runs; or says what is wrong with them. */
export async function readCredentials({ bearerTokenFile, basicAuth }: Spec): Promise<Credentials | string> {
  if (bearerTokenFile !== null) {
    const token = await readSecret(bearerTokenFile, 'bearer token');
    return 'problem' in token ? token.problem : { header: `Bearer ${token.secret}`, secrets: [token.secret] };
  }
  if (basicAuth !== null) {
    const password = await readSecret(basicAuth.passwordFile, 'password');
    if ('problem' in password) return password.problem;
    const pair = Buffer.from(`${basicAuth.username}:${password.secret}`, 'utf8').toString('base64');
    return { header: `Basic ${pair}`, secrets: [password.secret, pair] };
  }
  return { header: null, secrets: [] };
}

/** Replaces secrets that the other side sent back, such as in a complaint about a header. */
export function withoutSecrets(text: string, { secrets }: Credentials): string {
  return secrets.reduce((result, secret) => result.replaceAll(secret, '[secret]'), text);
}

async function readSecret(
  path: string,
  what: string,
): Promise<{ readonly secret: string } | { readonly problem: string }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return { problem: `the file \`${path}\` with the ${what} cannot be read (${code})` };
  }
  const secret = text.replace(/\r?\n$/, '');
  if (secret === '') return { problem: `the file \`${path}\` with the ${what} is empty` };
  if (/[\p{Cc}\p{Surrogate}]/u.test(secret)) {
    return { problem: `the file \`${path}\` must hold the ${what} alone, on one line` };
  }
  return { secret };
}
