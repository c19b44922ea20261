import { constants } from 'node:os';
import { EXIT, inputError, outsideError } from '../cli/exit.js';
import type { CommandIo } from '../cli/io.js';
import type { ReleaseEvent } from '../release/events.js';
import { errorMessage } from '../errors/error-message.js';
import { StandaloneError } from '../standalone/standalone-error.js';
import { ApiError } from '../api/api-error.js';
import { Closing } from './closing.js';
import { DemoError } from './demo-error.js';
import type { DemoOptions } from './options.js';
import { outcomeOf } from './outcome.js';
import type { Ended } from './outcome.js';
import { jsonReport, textReport } from './report.js';
import type { Report } from './report.js';
import { startScene } from './scene.js';
import type { Scene } from './scene.js';
import { stopRequest } from './stop-signals.js';
import { summarize } from './summary.js';

/**
 * Runs the main job on this machine, end to end, with real components, and leaves nothing behind. Resolves with the exit code:
 * 0 promoted, 4 rolled back, 5 held, 3 where its output was lost, as a shell tells it where a signal ended it.
 * @param outputLost aborted when nobody can get the output any more; the demonstration then ends
 * @throws CommandError where an address is in use, or something outside is missing or failed
 */
export async function runDemo(
  options: DemoOptions,
  io: CommandIo,
  outputLost: AbortSignal | null = null,
): Promise<number> {
  const since = Date.now();
  const report = options.json ? jsonReport() : textReport(options, since);
  const say = (lines: readonly string[]): void => {
    for (const line of lines) io.stdout.write(`${line}\n`);
  };
  const stop = stopRequest();
  const ending = outputLost === null ? stop.signal : AbortSignal.any([stop.signal, outputLost]);
  const closing = new Closing();
  try {
    const { scene, ended } = await play(options, report, say, io, closing, ending);
    await close(closing, io);
    const outcome = outcomeOf(ended);
    say(report.ended(summarize(scene, outcome, Math.round((Date.now() - since) / 1000))));
    return outcome.exitCode;
  } catch (error) {
    await close(closing, io);
    const by = stop.by();
    if (by === null && outputLost?.aborted === true) return EXIT.outside;
    if (by === null) throw commandError(error);
    io.stderr.write(`stopped by ${by} before the release had ended\n`);
    return 128 + constants.signals[by];
  } finally {
    stop.forget();
  }
}

/** From the start of the scene to the end of the release. Rejects when `signal` is aborted. */
async function play(
  options: DemoOptions,
  report: Report,
  say: (lines: readonly string[]) => void,
  { stderr }: CommandIo,
  closing: Closing,
  signal: AbortSignal,
): Promise<{ readonly scene: Scene; readonly ended: Ended }> {
  // The runtime is at work a moment before the whole scene can be introduced.
  const early: ReleaseEvent[] = [];
  let tell = (event: ReleaseEvent): void => void early.push(event);
  const release = new ReleaseEnd(signal);
  const scene = await startScene(
    options,
    {
      onEvent: (event) => {
        tell(event);
        release.note(event);
      },
      onFault: (fault, during) => {
        stderr.write(`lamia: a fault of lamia itself during ${during}: ${errorMessage(fault)}\n`);
      },
    },
    closing,
    signal,
  );
  say(report.begun(scene));
  tell = (event) => {
    say(report.happened(event));
  };
  for (const event of early) tell(event);
  return { scene, ended: await release.ended };
}

/** The end of the release, to be waited for. */
class ReleaseEnd {
  /** Rejects when the signal is aborted first. */
  readonly ended: Promise<Ended>;
  #resolve: (event: Ended) => void = () => undefined;

  constructor(signal: AbortSignal) {
    this.ended = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      signal.addEventListener('abort', () => {
        reject(new Error('asked to stop'));
      });
    });
    // Where the scene does not even start nobody waits for the end.
    this.ended.catch(() => undefined);
  }

  note(event: ReleaseEvent): void {
    if (event.kind === 'ended') this.#resolve(event);
  }
}

async function close(closing: Closing, { stderr }: CommandIo): Promise<void> {
  for (const failure of await closing.all()) stderr.write(`lamia: ${failure}\n`);
}

/** What the user can mend is told as such; everything else is a bug and stays what it is. */
function commandError(error: unknown): unknown {
  if (error instanceof StandaloneError) {
    return error.cause instanceof ApiError ? inputError(error.message) : outsideError(error.message);
  }
  return error instanceof DemoError ? outsideError(error.message) : error;
}
