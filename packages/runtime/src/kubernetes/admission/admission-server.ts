import { fastify } from 'fastify';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { readCertificate, renewCertificate, type CertificateFiles } from '../../api/access/certificate.js';
import { ApiError } from '../../api/api-error.js';
import type { Milliseconds } from '../../config/duration.js';
import type { Address } from '../../config/gateway.js';
import { hostPort } from '../../routing/host-port.js';
import { listenReason } from '../../routing/listen-failure.js';
import { answerTo, isReview, objectOf } from './review.js';
import { verdictOn, type AdmissionPorts } from './verdict.js';

/** Where API servers send reviews; the manifests in deploy/ name it, with port 443 of a service in front of 9443 here. */
const PATH = '/admission';

/** The longest that an API server sends: the object twice, each as large as it keeps. */
const LONGEST_BODY = 4 * 1024 * 1024;
const SOON: Milliseconds = 10_000;

export interface AdmissionOptions {
  /** Port 0 for a free one. */
  readonly listen: Address;
  /** An API server talks to webhooks by TLS only. */
  readonly tls: CertificateFiles;
  /** Hears of faults of the program itself, and of certificates that were renewed and cannot be used. */
  readonly report: (fault: unknown, during: string) => void;
  /** How often it is looked whether the certificate was renewed. */
  readonly reload?: Milliseconds;
}

export interface AdmissionServer {
  readonly address: Address;
  close(): Promise<void>;
}

/**
 * Serves the validating webhook: `POST /admission` with an AdmissionReview of a Gateway or a Policy. It knows no secrets and changes
 * nothing, so that whoever reaches it may ask.
 * @throws ApiError where it cannot listen there, or the certificate cannot be used
 */
export async function startAdmissionServer(
  { listen, tls, report, reload = SOON }: AdmissionOptions,
  ports: AdmissionPorts,
): Promise<AdmissionServer> {
  const certificate = await readCertificate(tls);
  const raw = createServer({
    ...certificate,
    minVersion: 'TLSv1.2',
    headersTimeout: SOON,
    requestTimeout: SOON,
    keepAliveTimeout: 60_000,
    maxHeaderSize: 16 * 1024,
  });
  raw.maxConnections = 100;
  const during = 'the reading of a renewed certificate';
  const renewal = renewCertificate(raw, tls, (why) => report(new ApiError(why), during), reload);
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    bodyLimit: LONGEST_BODY,
    serverFactory: (handler) => raw.on('request', handler),
  });
  server.post(PATH, async ({ body }, reply) => {
    if (!isReview(body)) {
      return reply.code(400).send({ message: 'this is no AdmissionReview of a Gateway or a Policy' });
    }
    return answerTo(body, await verdictOn(objectOf(body), ports));
  });
  server.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status === 500) report(error, 'an admission review');
    return reply.code(status).send({ message: status === 500 ? 'a fault of lamia itself' : 'no review' });
  });
  const close = async (): Promise<void> => {
    await renewal.stop();
    await server.close();
  };
  try {
    await server.listen({ host: listen.host, port: listen.port });
  } catch (error) {
    await close();
    throw new ApiError(`cannot serve the webhook on \`${hostPort(listen)}\`: ${listenReason(error)}`, {
      cause: error,
    });
  }
  // A TCP server's address is this object while it listens.
  return { address: { host: listen.host, port: (raw.address() as AddressInfo).port }, close };
}

/** What fastify refuses by itself, a body that is too long or no JSON, has a status of its own. */
function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : 500;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
