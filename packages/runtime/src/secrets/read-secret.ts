import { readFile } from 'node:fs/promises';
import type { SecretSpec } from '../config/runtime/runtime-configuration.js';
import { errorCode } from '../errors/error-code.js';

/** A secret, or what is wrong with the place where it is kept. */
export type ReadSecret = { readonly secret: string } | { readonly problem: string };

/**
 * Reads a secret anew, since it may change while the runtime runs.
 * @param what what it is, for messages: `bearer token`
 */
export async function readSecret(spec: SecretSpec, what: string): Promise<ReadSecret> {
  switch (spec.kind) {
    case 'file':
      return await secretInFile(spec.path, what);
    case 'environment': {
      const value = process.env[spec.name];
      if (value === undefined || value === '') {
        return { problem: `the environment variable \`${spec.name}\` with the ${what} is not set` };
      }
      return onOneLine(value, `the environment variable \`${spec.name}\``, what);
    }
  }
}

/** Replaces secrets that the other side sent back, such as in a complaint about a header. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((result, secret) => result.replaceAll(secret, '[secret]'), text);
}

async function secretInFile(path: string, what: string): Promise<ReadSecret> {
  try {
    const text = await readFile(path, 'utf8');
    const secret = text.replace(/\r?\n$/, '');
    if (secret === '') return { problem: `the file \`${path}\` with the ${what} is empty` };
    return onOneLine(secret, `the file \`${path}\``, what);
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return { problem: `the file \`${path}\` with the ${what} cannot be read (${code})` };
  }
}

function onOneLine(secret: string, where: string, what: string): ReadSecret {
  if (/[\p{Cc}\p{Surrogate}]/u.test(secret)) {
    return { problem: `${where} must hold the ${what} alone, on one line` };
  }
  return { secret };
}
