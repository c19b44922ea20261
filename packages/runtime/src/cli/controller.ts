import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { ApiError } from '../api/api-error.js';
import { parseHostPort } from '../config/canonical/address.js';
import type { Address } from '../config/gateway.js';
import { stopRequest } from '../demo/stop-signals.js';
import { errorMessage } from '../errors/error-message.js';
import { ClusterError } from '../kubernetes/cluster/cluster-objects.js';
import { openCluster } from '../kubernetes/cluster/open-cluster.js';
import { openSource } from '../kubernetes/controller/allowed-sources.js';
import { ProbeError } from '../kubernetes/controller/probe-server.js';
import {
  startController,
  type Controller,
  type WebhookAddress,
} from '../kubernetes/controller/start-controller.js';
import { replicaIdentity } from '../kubernetes/leases/lease-names.js';
import { deliveryText } from '../notify/delivery-text.js';
import { EventLog } from '../observe/log.js';
import type { LogForm, LogLevel } from '../observe/log-options.js';
import { hostPort } from '../routing/host-port.js';
import { keepHeapLean } from '../standalone/lean-heap.js';
import { EXIT, inputError, outsideError } from './exit.js';
import type { ProcessIo } from './io.js';
import { readRuntimeFile } from './runtime-file.js';

export interface ControllerFlags {
  readonly namespaces?: readonly string[];
  readonly context?: string;
  readonly shards: number;
  readonly listen: string;
  readonly webhookListen?: string;
  readonly webhookCert?: string;
  readonly webhookKey?: string;
  readonly prometheus?: readonly string[];
  readonly configuration?: string;
  readonly log: LogForm;
  readonly logLevel: LogLevel;
}

/** `lamia controller`: one replica of the runtime in a cluster, until it is asked to stop. */
export async function runController(flags: ControllerFlags, io: ProcessIo): Promise<number> {
  const { stderr } = io;
  const listen = addressOf('--listen', flags.listen);
  const configuration = await readRuntimeFile(flags.configuration, io, '--configuration');
  const log = new EventLog(flags.log, flags.logLevel, (line) => {
    stderr.write(line);
  });
  // Without a log, what people must know is told all the same; in one, every line is of its form.
  const tell = (text: string): void => {
    if (flags.log === 'none') stderr.write(`lamia: ${text}\n`);
  };
  keepHeapLean();
  const stop = stopRequest();
  const { environment, identity } = self();
  try {
    const cluster = await openCluster({ context: flags.context ?? null, environment });
    const leaseNamespace = environment['POD_NAMESPACE'] ?? cluster.namespace ?? 'default';
    let controller: Controller | null = null;
    try {
      controller = await startController(cluster.objects, {
        identity,
        leaseNamespace,
        namespaces: flags.namespaces ?? null,
        shards: flags.shards,
        // How a server is read that both name stands in the file.
        sources: [...configuration.prometheus, ...(flags.prometheus ?? []).map(openSource)],
        listen,
        webhook: webhookOf(flags),
        configuration,
        onEvent: (event) => {
          log.note(event);
        },
        onDelivery: (report) => {
          const text = deliveryText(report);
          if (text !== null) tell(text);
          log.noteDelivery(report, Date.now());
        },
        onTrouble: (message) => {
          tell(message);
          log.noteTrouble(message, Date.now());
        },
        onFault: (fault, during) => {
          tell(`a fault of lamia itself during ${during}: ${String(fault)}`);
          log.noteFault(fault, during, Date.now());
        },
      });
      const serving = `the controller ${identity} works on ${cluster.server}, with probes on ${hostPort(controller.address)} and leases in the namespace \`${leaseNamespace}\``;
      tell(serving);
      log.noteServing(serving, Date.now());
      await asked(AbortSignal.any([stop.signal, io.outputLost]));
      return EXIT.done;
    } finally {
      await controller?.stop();
      cluster.close();
    }
  } catch (error) {
    if (error instanceof ClusterError || error instanceof ProbeError || error instanceof ApiError)
      throw outsideError(errorMessage(error));
    throw error;
  } finally {
    stop.forget();
  }
}

/** Who this replica is: its pod, or this process where it is in none. */
function self(): { readonly environment: typeof process.env; readonly identity: string } {
  const environment = process.env;
  return {
    environment,
    identity: replicaIdentity(environment['POD_NAME'] ?? hostname(), randomBytes(4).toString('hex')),
  };
}

function webhookOf({ webhookListen, webhookCert, webhookKey }: ControllerFlags): WebhookAddress | null {
  if (webhookListen === undefined) return null;
  if (webhookCert === undefined || webhookKey === undefined) {
    throw inputError(
      '`--webhook-listen` needs `--webhook-cert FILE` and `--webhook-key FILE`: API servers speak TLS only',
    );
  }
  return {
    listen: addressOf('--webhook-listen', webhookListen),
    tls: { cert: webhookCert, key: webhookKey },
  };
}

function addressOf(flag: string, written: string): Address {
  const parsed = parseHostPort(written);
  if (parsed.ok) return parsed.value;
  throw inputError(`\`${flag}\`: ${parsed.message}`);
}

function asked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
