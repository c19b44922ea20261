import { Resolver } from 'node:dns/promises';
import { readFile, stat } from 'node:fs/promises';
import type { Address, EndpointSource } from '../config/gateway.js';
import { errorCode } from '../errors/error-code.js';
import { errorMessage } from '../errors/error-message.js';
import { readFailureText } from '../errors/read-failure.js';
import { hostPort } from '../routing/host-port.js';
import { DiscoveryError } from './discovery-error.js';
import { checkedEndpoints, parseEndpointList } from './endpoint-list.js';

const LONGEST_FILE = 1024 * 1024;
const DNS_TIMEOUT = 2_000;

/** What a DNS server says of a name that is there and has nothing of the kind, or is not there. */
const NOTHING: ReadonlySet<string | null> = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * The endpoints that are known there now; none is an answer, too.
 * @throws DiscoveryError where there is no answer, or one that must not be followed; the signal's reason when that is aborted
 */
export async function findEndpoints(
  source: EndpointSource,
  signal: AbortSignal,
): Promise<readonly Address[]> {
  signal.throwIfAborted();
  if (source.kind === 'file') return parseEndpointList(await fileText(source.path, signal));
  const resolver = new Resolver({ timeout: DNS_TIMEOUT, tries: 2 });
  if (source.server !== null) resolver.setServers([hostPort(source.server)]);
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return checkedEndpoints(await answers(source, resolver));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DiscoveryError) throw error;
    const said = errorCode(error) ?? errorMessage(error);
    throw new DiscoveryError(`the name \`${source.name}\` cannot be looked up (${said})`, { cause: error });
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

type DnsSource = Exclude<EndpointSource, { kind: 'file' }>;

async function answers(source: DnsSource, resolver: Resolver): Promise<readonly string[]> {
  if (source.kind === 'dns') return placesOf(source.name, source.port, resolver);
  const places = (await orNothing(resolver.resolveSrv(source.name))) ?? [];
  const found = await Promise.all(places.map(({ name, port }) => placesOf(name, port, resolver)));
  return found.flat();
}

/** Both kinds of addresses of a name. */
async function placesOf(name: string, port: number, resolver: Resolver): Promise<readonly string[]> {
  const [four, six] = await Promise.all([
    orNothing(resolver.resolve4(name)),
    orNothing(resolver.resolve6(name)),
  ]);
  return [...(four ?? []), ...(six ?? [])].map((host) => hostPort({ host, port }));
}

async function orNothing<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  return asked.catch((error: unknown) => {
    if (NOTHING.has(errorCode(error))) return null;
    throw error;
  });
}

async function fileText(path: string, signal: AbortSignal): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LONGEST_FILE) throw new DiscoveryError(`the file \`${path}\` has more than 1 MiB`);
    return await readFile(path, { encoding: 'utf8', signal });
  } catch (error) {
    signal.throwIfAborted();
    const code = errorCode(error);
    if (code === null) throw error;
    throw new DiscoveryError(`the file \`${path}\` with endpoints cannot be read: ${readFailureText(code)}`, {
      cause: error,
    });
  }
}
