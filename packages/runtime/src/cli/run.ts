import type { ApiAccess } from '../api/options.js';
import type { LoadedConfiguration } from '../config/load-configuration.js';
import type { RuntimeConfiguration } from '../config/runtime/runtime-configuration.js';
import { stopRequest } from '../demo/stop-signals.js';
import { hostPort } from '../routing/host-port.js';
import { keepHeapLean } from '../standalone/lean-heap.js';
import { startStandalone } from '../standalone/standalone.js';
import type { Standalone } from '../standalone/standalone.js';
import { StandaloneError } from '../standalone/standalone-error.js';
import { EventLog } from '../observe/log.js';
import type { LogForm, LogLevel } from '../observe/log-options.js';
import { deliveryText } from '../notify/delivery-text.js';
import { apiAccess, type ApiFlags } from './api-access.js';
import { EventNarrator } from './event-text.js';
import { EXIT, inputError, outsideError } from './exit.js';
import { readGateways } from './gateways.js';
import type { CommandIo, ProcessIo } from './io.js';
import { readRuntimeFile } from './runtime-file.js';

export interface RunFlags extends ApiFlags {
  readonly state: string;
  readonly config?: string;
  readonly maxReleases?: number;
  readonly dryRun?: boolean;
  readonly allowRawAcls?: boolean;
  readonly json?: boolean;
  readonly log: LogForm;
  readonly logLevel: LogLevel;
}

/** Tells something that happened: as a JSON object, or in words where there are any. */
type Say = (json: object, text: string | null) => void;

/** `lamia run`: the standalone runtime, until it is asked to stop or can tell nobody what it does. */
export async function runRun(path: string, flags: RunFlags, io: ProcessIo): Promise<number> {
  const api = apiAccess(flags);
  const told = await readRuntimeFile(flags.config, io);
  if (told.prometheus.length > 0) {
    throw inputError(
      '`prometheus` is for `lamia controller`; a gateway file says in its `metrics.source` how Prometheus is read',
    );
  }
  const configuration = { ...told, maxReleases: flags.maxReleases ?? told.maxReleases };
  const { certificates } = configuration;
  const files = await readGateways(path, { rawAcls: flags.allowRawAcls ?? false, certificates }, io);
  const say: Say = (json, text) => {
    const line = flags.json === true ? JSON.stringify(json) : text;
    if (line !== null) io.stdout.write(`${line}\n`);
  };
  keepHeapLean();
  // Asked to stop while it starts, it starts first: half a start would have to be undone.
  const stop = stopRequest();
  try {
    const standalone = await start(files, configuration, api, flags, say, io);
    sayWhere(standalone, say);
    await asked(AbortSignal.any([stop.signal, io.outputLost]));
    await stopped(standalone);
    return EXIT.done;
  } finally {
    stop.forget();
  }
}

async function start(
  files: LoadedConfiguration,
  configuration: RuntimeConfiguration,
  api: ApiAccess,
  flags: RunFlags,
  say: Say,
  { stderr }: CommandIo,
): Promise<Standalone> {
  const narrator = new EventNarrator();
  const log = new EventLog(flags.log, flags.logLevel, (line) => {
    stderr.write(line);
  });
  // Without a log, what people must know is told all the same.
  const tell = (text: string): void => {
    if (flags.log === 'none') stderr.write(`lamia: ${text}\n`);
  };
  try {
    return await startStandalone(files, {
      configuration,
      stateFile: flags.state,
      api,
      dryRun: flags.dryRun ?? false,
      onEvent: (event) => {
        say(event, narrator.line(event));
        log.note(event);
      },
      onDelivery: (report) => {
        const text = deliveryText(report);
        if (text !== null) tell(text);
        log.noteDelivery(report, Date.now());
      },
      onRequest: (request) => {
        log.noteRequest(request, Date.now());
      },
      onFault: (fault, during) => {
        tell(`a fault of lamia itself during ${during}: ${String(fault)}`);
        log.noteFault(fault, during, Date.now());
      },
    });
  } catch (error) {
    throw startError(error);
  }
}

async function stopped(standalone: Standalone): Promise<void> {
  try {
    await standalone.stop();
  } catch (error) {
    throw error instanceof StandaloneError ? outsideError(error.message) : error;
  }
}

function sayWhere(standalone: Standalone, say: Say): void {
  const { consoleUrl, control } = standalone;
  say({ kind: 'console', url: consoleUrl }, `console: ${consoleUrl}`);
  for (const { gateway } of control.list()) {
    const { name, target } = gateway;
    const bound = standalone.address(name);
    if (bound === null) continue;
    const address = hostPort(bound);
    say(
      { kind: 'listening', gateway: name, target: target.kind, address },
      `${name} listens on ${address} (${target.kind})`,
    );
  }
}

function startError(error: unknown): unknown {
  if (!(error instanceof StandaloneError)) return error;
  return error.isAboutAddress ? inputError(error.message) : outsideError(error.message);
}

function asked(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
