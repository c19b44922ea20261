import { ApiClient } from '../../client/api-client.js';
import type { Result } from '../../client/api-client.js';
import type { Operations, Schemas } from '../../client/api-types.js';
import { isLoopback } from '../../http/client.js';
import { inputError, outsideError, usageError } from '../exit.js';

/** What every command has that asks a running Lamia. */
export interface ClientFlags {
  readonly url?: string;
  readonly namespace?: string;
  readonly json?: boolean;
}

/**
 * The runtime that `--url` or `LAMIA_URL` names. The token is in `LAMIA_TOKEN` only: command lines are seen by everybody on a
 * machine.
 */
export function openClient({ url }: ClientFlags, env: NodeJS.ProcessEnv = process.env): ApiClient {
  const written = url ?? env['LAMIA_URL'] ?? '';
  if (written === '') {
    throw usageError(
      'which runtime is not said; set `LAMIA_URL` or give `--url`, such as `http://127.0.0.1:8090`',
    );
  }
  const base = URL.canParse(written) ? new URL(written) : null;
  if (base === null || (base.protocol !== 'http:' && base.protocol !== 'https:')) {
    throw usageError(`\`${written}\` is no address of a runtime; it is like \`http://127.0.0.1:8090\``);
  }
  const token = env['LAMIA_TOKEN'] ?? '';
  if (token !== '' && base.protocol === 'http:' && !isLoopback(base.hostname)) {
    throw usageError(`the token would travel unencrypted to \`${base.origin}\`; use \`https://\``);
  }
  if (!base.pathname.endsWith('/')) base.pathname += '/';
  return new ApiClient(base, token === '' ? null : token);
}

/** What was answered. @throws CommandError that says why there is no answer */
export function answered<Of extends keyof Operations>(result: Result<Of>): Operations[Of]['answer'] {
  switch (result.kind) {
    case 'answered':
      return result.body;
    case 'refused':
      throw inputError(refusalText(result.problem));
    case 'outside':
      throw outsideError(result.message);
  }
}

/** Asks one thing and closes the connection. */
export async function asking<T>(flags: ClientFlags, work: (client: ApiClient) => Promise<T>): Promise<T> {
  const client = openClient(flags);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

/** A signal for calls that nothing but their own timeout ends. */
export const PATIENT = new AbortController().signal;

function refusalText({ detail, diagnostics = [] }: Schemas['Problem']): string {
  const found = diagnostics.map(
    ({ line, column, severity, message }) => `  ${line}:${column}: ${severity}: ${message}`,
  );
  return [detail, ...found].join('\n');
}
