import { createSecureContext } from 'node:tls';
import type { Server } from 'node:https';
import type { Milliseconds } from '../../config/duration.js';
import { errorMessage } from '../../errors/error-message.js';
import { ApiError } from '../api-error.js';
import { FileWatch, smallFile } from './watched-file.js';

/** Paths of a certificate (with its chain) and its key, both PEM. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** @throws ApiError where they cannot be used */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const [cert, key] = [
    await textOf(files.cert, 'the certificate'),
    await textOf(files.key, 'the key of the certificate'),
  ];
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new ApiError(
      `the certificate \`${files.cert}\` and the key \`${files.key}\` cannot be used: ${errorMessage(error)}`,
    );
  }
  return { cert, key };
}

async function textOf(path: string, what: string): Promise<string> {
  const file = await smallFile(path);
  if (file.ok) return file.text;
  throw new ApiError(`${what} \`${path}\` cannot be read: ${file.why}`);
}

/** Serves a renewed certificate to new connections. What cannot be used is reported, and the one before goes on being served. */
export function renewCertificate(
  server: Server,
  files: CertificateFiles,
  report: (why: string) => void,
  every: Milliseconds,
): FileWatch {
  return new FileWatch(
    [files.cert, files.key],
    async () => {
      try {
        server.setSecureContext(await readCertificate(files));
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        report(error.message);
      }
    },
    every,
  );
}
