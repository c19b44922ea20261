import { readFile } from 'node:fs/promises';
import { errorCode } from '../../errors/error-code.js';

/** The address of the query API below the one that the user gave, or what is wrong with that. */
export function queryEndpoint(text: string): { readonly url: URL } | { readonly problem: string } {
  if (text.includes('@')) {
    // Whatever else is wrong with it, it may hold a password and is not repeated.
    return {
      problem: 'the address of Prometheus must hold no password; use `basicAuth` with a `passwordFile`',
    };
  }
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    return {
      problem: `\`${text}\` is no address of a Prometheus; expected http://host:port or https://host:port`,
    };
  }
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/v1/query`;
  url.hash = '';
  return { url };
}

/** Reads the certificates to trust in place of the system's, or says what is wrong with the file. */
export async function readAuthorities(
  path: string | null,
): Promise<{ readonly pem: string | null } | { readonly problem: string }> {
  if (path === null) return { pem: null };
  try {
    const pem = await readFile(path, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) return { pem };
    return { problem: `the file \`${path}\` holds no certificate in PEM form` };
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    return { problem: `the certificate file \`${path}\` cannot be read (${code})` };
  }
}
