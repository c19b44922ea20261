import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Address } from '../config/gateway.js';
import { hostPort } from '../routing/host-port.js';
import { listenReason } from '../routing/listen-failure.js';
import { readCertificate, renewCertificate } from './access/certificate.js';
import { refusalToListen } from './access/listen-policy.js';
import { LOCAL_ACCESS, TokenFile } from './access/token-file.js';
import { ApiError } from './api-error.js';
import { admitRequests } from './guard/admit-requests.js';
import { answerClientError } from './guard/client-error.js';
import { RateLimit } from './guard/rate.js';
import { OPERATIONS } from './operations.js';
import { SERVER_LIMITS, type ApiOptions, type ServerLimits } from './options.js';
import { readApp, type App } from './app/app-files.js';
import { missApp, serveApp } from './app/serve-app.js';
import type { ApiPorts } from './ports.js';
import { answerErrors, answerPathError, readJson } from './request/errors.js';
import { refuseOtherMethods, serveOperation } from './request/serve-operation.js';

export interface ApiServer {
  /** `http://127.0.0.1:8090/` */
  readonly url: string;
  /** With the port that it has, where it was left to the system. */
  readonly address: Address;
  close(): Promise<void>;
}

/**
 * Serves the API, and at `/` the app.
 * @throws ApiError where it may not or cannot listen there, or a file that it was given cannot be used
 */
export async function startApiServer(options: ApiOptions, ports: ApiPorts): Promise<ApiServer> {
  const { listen, report } = options;
  const refusal = refusalToListen({
    listen,
    hasTokens: options.tokens !== null,
    hasTls: options.tls !== null,
    plainHttp: options.plainHttp,
  });
  if (refusal !== null) throw new ApiError(refusal);
  const limits = { ...SERVER_LIMITS, ...options.limits };
  const certificate = options.tls === null ? null : await readCertificate(options.tls);
  const reload = (why: string): void => report(new ApiError(why), 'the reading of a changed file');
  const tokens = options.tokens === null ? null : await TokenFile.open(options.tokens, reload, limits.reload);
  const app = await appOf(options, ports);
  const raw = rawServer(certificate, limits);
  const renewal =
    options.tls === null || !isSecure(raw) ? null : renewCertificate(raw, options.tls, reload, limits.reload);
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, _request, reply) => {
      answerPathError(error, reply);
    },
    routerOptions: { maxParamLength: 300 },
    serverFactory: (handler) => raw.on('request', handler),
  });
  const close = async (): Promise<void> => {
    await renewal?.stop();
    await tokens?.close();
    await server.close();
  };
  admitRequests(server, {
    access: tokens ?? LOCAL_ACCESS,
    rate: new RateLimit(limits.rate, () => performance.now()),
    secure: certificate !== null,
    names: [...options.hosts.map((name) => name.toLowerCase()), nameOf(listen)],
    served: options.served ?? null,
  });
  readJson(server);
  answerErrors(server, report);
  if (app === null) missApp(server);
  else serveApp(server, app);
  for (const operation of OPERATIONS) serveOperation(server, operation, ports);
  refuseOtherMethods(server, OPERATIONS);
  try {
    await server.listen({ host: listen.host, port: listen.port });
  } catch (error) {
    await close();
    throw new ApiError(`cannot serve the API on \`${hostPort(listen)}\`: ${listenReason(error)}`, {
      cause: error,
    });
  }
  const address = { host: listen.host, port: portOf(server) };
  return { url: `${certificate === null ? 'http' : 'https'}://${hostPort(address)}/`, address, close };
}

async function appOf({ app = null }: ApiOptions, { version }: ApiPorts): Promise<App | null> {
  return app === null ? null : await readApp(app, version);
}

const nameOf = ({ host }: Address): string => (host.includes(':') ? `[${host}]` : host).toLowerCase();

// A TCP server's address is this object while it listens.
const portOf = (server: FastifyInstance): number => (server.server.address() as AddressInfo).port;

const isSecure = (server: Server | SecureServer): server is SecureServer => 'setSecureContext' in server;

/** A server that waits for no client longer than it must. */
function rawServer(
  certificate: { readonly cert: string; readonly key: string } | null,
  { head, request, check, connections }: ServerLimits,
): Server {
  const settings = {
    headersTimeout: head,
    requestTimeout: request,
    connectionsCheckingInterval: check,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16 * 1024,
  };
  const server =
    certificate === null
      ? createServer(settings)
      : createSecureServer({ ...settings, ...certificate, minVersion: 'TLSv1.2' });
  server.maxConnections = connections;
  return server;
}
