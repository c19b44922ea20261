import type { LoadedConfiguration } from '../config/load-configuration.js';
import { alternatives } from '../config/schema/scalars.js';
import { stopRequest } from '../demo/stop-signals.js';
import { RECORDING_LIMITS } from '../metrics/recording/read-recording.js';
import type { RecordingHead } from '../metrics/recording/recording.js';
import { headText, lineText } from '../metrics/recording/write-recording.js';
import type { MetricSource, PastSource } from '../metrics/source.js';
import { documentsOf } from '../record/documents-of.js';
import { SourcesToRecord } from '../record/open-sources.js';
import { recordLive } from '../record/record-live.js';
import { recordPast, type Recorded } from '../record/record-past.js';
import type { RecordedFrom } from '../record/recorded-from.js';
import { recordingHead } from '../record/recording-head.js';
import { Tally } from '../record/tally.js';
import { systemClock } from '../release/system-clock.js';
import { VERSION } from '../version.js';
import { EXIT, inputError, outsideError, usageError } from './exit.js';
import { readGateways } from './gateways.js';
import type { ProcessIo } from './io.js';
import { ProgressLine } from './progress-line.js';
import { namedCatalogue } from './program-options.js';
import { openRecordingFile, type RecordingFile } from './recording-file.js';
import { spanOf, type RecordedSpan, type SpanFlags } from './recording-span.js';
import { readRuntimeFile } from './runtime-file.js';

export interface RecordFlags extends SpanFlags {
  readonly prometheus?: string;
  readonly gateway?: string;
  readonly output?: string;
  readonly config?: string;
  readonly allowRawAcls?: boolean;
}

/** A gateway that can be recorded; the past is null where its source knows none. */
type Recordable = RecordedFrom<MetricSource> & { readonly past: PastSource | null };

/** `lamia record`: what the policies of some gateways read, now or in the past, a line an interval. */
export async function runRecord(path: string, flags: RecordFlags, io: ProcessIo): Promise<number> {
  const span = spanOf(flags, systemClock.now());
  const { certificates } = await readRuntimeFile(flags.config, io);
  const files = await readGateways(path, { rawAcls: flags.allowRawAcls ?? false, certificates }, io);
  const sources = new SourcesToRecord(flags.prometheus ?? null);
  const stop = stopRequest();
  try {
    const gateways = await recordables(files, flags, sources);
    const head = recordingHead(gateways, span.every, `lamia ${VERSION}`);
    const recording = begin(gateways, head, span, AbortSignal.any([stop.signal, io.outputLost]));
    const file = await openRecordingFile(flags.output ?? null, io);
    try {
      await file.write(headText(head));
      await keep(recording, { file, stop: stop.signal, lines: span.isOpenEnded ? null : span.lines }, io);
    } finally {
      await file.close();
    }
    return EXIT.done;
  } finally {
    stop.forget();
    await sources.close();
  }
}

async function recordables(
  files: LoadedConfiguration,
  { gateway: only }: RecordFlags,
  sources: SourcesToRecord,
): Promise<readonly Recordable[]> {
  const chosen = files.inFiles.filter(({ gateway }) => only === undefined || gateway.name === only);
  if (chosen.length === 0 && only !== undefined) {
    const names = files.gateways.map(({ name }) => name);
    throw inputError(`there is no gateway \`${only}\` among them; it is ${alternatives(names)}`);
  }
  const recorded: Recordable[] = [];
  for (const inFile of chosen) {
    const { gateway } = inFile;
    const { name, metrics, versions } = gateway;
    if (metrics === null) continue;
    if (versions.length === 0) {
      throw inputError(
        `the versions of the gateway \`${name}\` are found in its cluster, which recording does not look at; write them in \`versions\``,
      );
    }
    const catalogue = await namedCatalogue(metrics.provider);
    const opened = await sources.open(gateway, metrics, catalogue);
    if (!opened.ok) throw inputError(opened.message);
    const { source, past } = opened;
    recorded.push({ gateway, catalogue, text: documentsOf(files, inFile), source, past });
  }
  if (recorded.length > 0) return recorded;
  throw inputError('none of these gateways has `metrics`, so there is nothing to record');
}

function begin(
  gateways: readonly Recordable[],
  head: RecordingHead,
  { past, lines, isOpenEnded }: RecordedSpan,
  signal: AbortSignal,
): AsyncGenerator<Recorded> {
  const most = Math.floor(RECORDING_LIMITS.values / Math.max(1, head.reads.length));
  if (lines > most && !isOpenEnded) {
    throw usageError(
      `these would be ${lines} lines of ${head.reads.length} values, and a recording has ${RECORDING_LIMITS.values} values at most; raise \`--every\``,
    );
  }
  if (past === null) {
    // As a runtime reads: the newest scrape may still be filling.
    const lag = Math.max(...gateways.map(({ gateway }) => gateway.metrics?.scrapeInterval ?? 0));
    return recordLive(gateways, head, { lag, lines: Math.min(lines, most) }, systemClock, signal);
  }
  const from = gateways.map((each): RecordedFrom<PastSource> => {
    if (each.past !== null) return { ...each, source: each.past };
    throw usageError(
      `the gateway \`${each.gateway.name}\` reads pages of metrics, which have no past; name a Prometheus with \`--prometheus URL\``,
    );
  });
  return recordPast(from, head, { from: past.from, instants: lines }, signal);
}

/** Where what is recorded goes, and until when. */
interface Kept {
  readonly file: RecordingFile;
  readonly stop: AbortSignal;
  /** How many lines there will be; null where nobody knows. */
  readonly lines: number | null;
}

/** Writes what is recorded, line by line, until it ends or is asked to. */
async function keep(
  recording: AsyncGenerator<Recorded>,
  { file, stop, lines: all }: Kept,
  { stdout, stderr, outputLost }: ProcessIo,
): Promise<void> {
  const warned = new Set<string>();
  const told = new Tally();
  // A terminal that the lines themselves go to has no place for it.
  const progress = new ProgressLine(stderr, file.name !== null || !stdout.isTerminal);
  const say = (text: string): void => {
    progress.clear();
    stderr.write(`lamia: ${text}\n`);
  };
  try {
    progress.show('recording');
    for await (const { lines, warnings } of recording) {
      for (const warning of warnings) {
        if (!warned.has(warning)) say(`warning from the metric source: ${warning}`);
        warned.add(warning);
      }
      for (const line of lines) await file.write(lineText(line));
      told.add(lines);
      progress.show(`recording: ${told.progressText(all)}`);
    }
  } catch (error) {
    // Asked to end, it has ended; what was written is whole.
    if (!stop.aborted && !outputLost.aborted) throw error;
  } finally {
    progress.clear();
  }
  if (told.isEmpty) throw outsideError(told.failureText);
  say(`recorded ${told.text(file.name)}`);
}
