import type { PrometheusSourceSpec } from '../../config/gateway.js';
import { readSecret } from '../../secrets/read-secret.js';

/** What goes into the `Authorization` header and must not go anywhere else. */
export interface Credentials {
  /** Null where none are configured. */
  readonly header: string | null;
  /** Every text that must not appear in a message. */
  readonly secrets: readonly string[];
}

type Spec = Pick<PrometheusSourceSpec, 'bearerToken' | 'basicAuth'>;

/** Reads the secrets from where they are kept, which may change while the runtime runs; or says what is wrong with them. */
export async function readCredentials({ bearerToken, basicAuth }: Spec): Promise<Credentials | string> {
  if (bearerToken !== null) {
    const token = await readSecret(bearerToken, 'bearer token');
    return 'problem' in token ? token.problem : { header: `Bearer ${token.secret}`, secrets: [token.secret] };
  }
  if (basicAuth !== null) {
    const password = await readSecret(basicAuth.password, 'password');
    if ('problem' in password) return password.problem;
    const pair = Buffer.from(`${basicAuth.username}:${password.secret}`, 'utf8').toString('base64');
    return { header: `Basic ${pair}`, secrets: [password.secret, pair] };
  }
  return { header: null, secrets: [] };
}
