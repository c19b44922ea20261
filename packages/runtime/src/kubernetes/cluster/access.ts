import { readFileSync } from 'node:fs';
import type { Agent } from 'node:http';
import { isIPv6 } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type * as ClientNode from '@kubernetes/client-node';
import type { KubeConfig } from '@kubernetes/client-node';
import type { RequestOptions } from 'node:https';
import { errorCode } from '../../errors/error-code.js';
import { errorMessage } from '../../errors/error-message.js';
import { readFailureText } from '../../errors/read-failure.js';
import { ClusterError } from './cluster-objects.js';

/** What proves who asks, and who answers. */
export interface Authority {
  readonly headers: Readonly<Record<string, string>>;
  readonly tls: Pick<RequestOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>;
  /** What goes through a proxy of the configuration; null where there is none. */
  readonly proxy: Agent | null;
}

/** One API server, and how it is asked. */
export interface ClusterAccess {
  /** Without a final slash. */
  readonly server: string;
  /** Of the service account or the context; null where neither says. */
  readonly namespace: string | null;
  /** Fresh enough to be asked for before every call. @throws ClusterError */
  authority(): Promise<Authority>;
  /** Reads everything anew: the server does not accept it any more. @throws ClusterError */
  renew(): Promise<void>;
}

export interface AccessOptions {
  /** Of the kubeconfig, in place of its current one. */
  readonly context: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where a pod finds its service account unless given. */
  readonly serviceAccount?: string;
}

type Library = typeof ClientNode;

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Finds the API server as kubectl does: by `KUBECONFIG`, as the service account of this pod, or by `~/.kube/config`. A context that
 * is named is one of a kubeconfig, also in a pod.
 * @throws ClusterError
 */
export async function openAccess(options: AccessOptions): Promise<ClusterAccess> {
  const library = await import('@kubernetes/client-node');
  let config = readConfig(library, options);
  const cluster = config.getCurrentCluster();
  if (cluster === null) throw new ClusterError('invalid', contextMissing(config));
  return {
    server: cluster.server,
    namespace: config.getContextObject(config.getCurrentContext())?.namespace ?? null,
    authority: () => authorityOf(config),
    renew: () => {
      config = readConfig(library, options);
      return Promise.resolve();
    },
  };
}

function readConfig(library: Library, options: AccessOptions): KubeConfig {
  const { context, environment, serviceAccount = SERVICE_ACCOUNT } = options;
  const config = new library.KubeConfig();
  const named = environment['KUBECONFIG'] ?? '';
  const host = environment['KUBERNETES_SERVICE_HOST'] ?? '';
  if (named === '' && context === null && host !== '') {
    config.loadFromOptions(podOptions(host, environment['KUBERNETES_SERVICE_PORT'] ?? '443', serviceAccount));
    return config;
  }
  const usual = join(environment['HOME'] ?? homedir(), '.kube', 'config');
  const files = (named === '' ? usual : named).split(delimiter).filter((file) => file !== '');
  for (const file of files) readFile(library, config, file, named === '');
  if (context !== null) {
    if (config.getContexts().every(({ name }) => name !== context)) {
      const message = `the kubeconfig has no context \`${context}\`; it has ${contextsOf(config)}`;
      throw new ClusterError('invalid', message);
    }
    config.setCurrentContext(context);
  }
  return config;
}

/** As the library has it, but from this environment, and its token is read anew for each configuration. */
function podOptions(host: string, port: string, serviceAccount: string): object {
  const name = 'pod';
  const tokenFile = join(serviceAccount, 'token');
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  return {
    clusters: [{ name, server, caFile: join(serviceAccount, 'ca.crt'), skipTLSVerify: false }],
    users: [{ name, authProvider: { name: 'tokenFile', config: { tokenFile } } }],
    contexts: [{ name, cluster: name, user: name, namespace: podNamespace(serviceAccount) }],
    currentContext: name,
  };
}

/** @throws ClusterError */
function podNamespace(serviceAccount: string): string {
  try {
    return readFileSync(join(serviceAccount, 'namespace'), 'utf8').trim();
  } catch (error) {
    const code = errorCode(error);
    if (code === null) throw error;
    const message = `this pod has no service account in \`${serviceAccount}\`: ${readFailureText(code)}; mount its token, or set \`KUBECONFIG\``;
    throw new ClusterError('invalid', message);
  }
}

/** Adds a file; what an earlier one says is kept. */
function readFile(library: Library, config: KubeConfig, file: string, isUsual: boolean): void {
  try {
    const part = new library.KubeConfig();
    part.loadFromFile(file);
    config.mergeConfig(part, config.getContexts().length > 0);
  } catch (error) {
    if (isUsual && errorCode(error) === 'ENOENT') {
      const message =
        'no cluster is known: this is no pod with a service account, `KUBECONFIG` is not set, and there is no `~/.kube/config`';
      throw new ClusterError('invalid', message);
    }
    throw new ClusterError('invalid', `the kubeconfig \`${file}\` cannot be read: ${errorMessage(error)}`);
  }
}

async function authorityOf(config: KubeConfig): Promise<Authority> {
  const options: RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new ClusterError(
      'forbidden',
      `the credentials for the cluster cannot be had: ${errorMessage(error)}`,
    );
  }
  const { headers, auth, ca, cert, key, servername, rejectUnauthorized, agent } = options;
  const basic = typeof auth === 'string' ? Buffer.from(auth).toString('base64') : null;
  const proxy = config.getCurrentCluster()?.proxyUrl === undefined ? null : agent;
  return {
    headers: {
      ...Object.fromEntries(
        Object.entries(headers ?? {}).map(([name, value]) => [name, String(value).trim()]),
      ),
      ...(basic !== null && { Authorization: `Basic ${basic}` }),
    },
    tls: {
      ...(ca !== undefined && { ca }),
      ...(cert !== undefined && { cert }),
      ...(key !== undefined && { key }),
      ...(servername !== undefined && { servername }),
      ...(rejectUnauthorized !== undefined && { rejectUnauthorized }),
    },
    proxy: typeof proxy === 'object' ? proxy : null,
  };
}

function contextMissing(config: KubeConfig): string {
  if (config.getContexts().length === 0)
    return 'the kubeconfig has no context; set `KUBECONFIG` to a file that has one';
  const current = config.getCurrentContext();
  return config.getContextObject(current) === null
    ? `the kubeconfig has no current context; name one by \`--context\`: it has ${contextsOf(config)}`
    : `the kubeconfig has no cluster for its context \`${current}\`; name another by \`--context\`: it has ${contextsOf(config)}`;
}

function contextsOf(config: KubeConfig): string {
  const names = config.getContexts().map(({ name }) => `\`${name}\``);
  return names.length === 0 ? 'none' : names.join(', ');
}
