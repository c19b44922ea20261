import type { Binding, ReadKey, Sample } from '@lamia/lang';
import { parseDuration, resolveVersion } from '@lamia/lang';
import { DEFAULTS } from '../config/canonical/defaults.js';
import { bindRead, type GatewayFacts } from '../metrics/bind-reads.js';
import type { Milliseconds } from '../config/duration.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { parseMetricsFile } from '../metrics/metrics-file.js';
import type { MetricsFile } from '../metrics/metrics-file.js';
import { openPrometheus } from '../metrics/prometheus.js';
import type { MetricSource } from '../metrics/source.js';
import { inputError, usageError } from './exit.js';
import type { CommandIo } from './io.js';
import { namedCatalogue } from './program-options.js';
import { readSources } from './source-files.js';

/** The flags that say where values come from. */
export interface SampleFlags {
  readonly metrics?: string;
  readonly prometheus?: string;
  readonly application?: string;
  readonly namespace: string;
  readonly provider?: string;
  readonly catalogue?: string;
  /** Milliseconds since the epoch. */
  readonly time?: number;
  readonly window?: string;
}

/** In what a read differs from what the flags say; null for what does not. Values of a file are the same at all times and places. */
export interface ReadOtherwise {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly facts: GatewayFacts | null;
}

/** The values that one evaluation sees. */
export interface Samples {
  /** The versions that the values are of; null where nobody says. */
  readonly versions: readonly string[] | null;
  /** Null where names are open. */
  readonly catalogue: Catalogue | null;
  /** The span of a read without `over`. */
  readonly window: Milliseconds;
  /** Whether a source is asked for them, whose values are of a time and of a gateway. */
  readonly isLive: boolean;
  read(
    reads: readonly ReadKey[],
    binding: Binding,
    scored: string | null,
    otherwise?: ReadOtherwise,
  ): Promise<readonly Sample[]>;
  /** Says what went wrong with the source; false where something did. */
  report(io: CommandIo): boolean;
  close(): Promise<void>;
}

/** Opens what the flags name. */
export async function openSamples(flags: SampleFlags, io: CommandIo): Promise<Samples> {
  if ((flags.metrics === undefined) === (flags.prometheus === undefined)) {
    throw usageError('values come from `--metrics FILE` or from `--prometheus URL`; give one of them');
  }
  const window = windowOf(flags.window);
  if (flags.metrics !== undefined) return await fileSamples(flags.metrics, window, flags, io);
  if (flags.application === undefined) {
    throw usageError('`--prometheus` needs `--application`, whose versions are asked for');
  }
  return await prometheusSamples(flags.prometheus ?? '', flags.application, window, flags);
}

async function fileSamples(
  path: string,
  window: Milliseconds,
  flags: SampleFlags,
  io: CommandIo,
): Promise<Samples> {
  const catalogue = flags.catalogue === undefined ? null : await namedCatalogue(flags.catalogue);
  const file = await readMetricsFile(path, io);
  return {
    versions: file.versions,
    catalogue,
    window,
    isLive: false,
    read: (reads, binding, scored) =>
      Promise.resolve(
        reads.map((read) =>
          file.sample(read, read.kind === 'promql' ? null : resolveVersion(read.version, binding, scored)),
        ),
      ),
    report: () => true,
    close: () => Promise.resolve(),
  };
}

async function readMetricsFile(path: string, io: CommandIo): Promise<MetricsFile> {
  const [source] = await readSources([path], io);
  if (source === undefined) throw inputError(`there is no metrics file \`${path}\``);
  const parsed = parseMetricsFile(source);
  if (parsed.ok) return parsed.file;
  throw inputError(`the metrics file \`${path}\` cannot be used`, parsed.findings);
}

/** Any one evaluation is of one instant, so it is the same for every version. */
async function prometheusSamples(
  url: string,
  application: string,
  window: Milliseconds,
  flags: SampleFlags,
): Promise<Samples> {
  const catalogue = await namedCatalogue(flags.provider ?? flags.catalogue ?? 'embedded');
  const opened = await openPrometheus(
    {
      kind: 'prometheus',
      url,
      timeout: DEFAULTS.sourceTimeout,
      bearerToken: null,
      basicAuth: null,
      caFile: null,
      // The user's own query on the user's own command line.
      allowPromql: true,
      queriesPerSecond: DEFAULTS.queriesPerSecond,
      breaker: DEFAULTS.breaker,
    },
    catalogue,
  );
  // Nothing but the address came from the user.
  if (!opened.ok) throw usageError(opened.message);
  const facts = { namespace: flags.namespace, application, window, selector: [] };
  return sourceSamples(opened.source, catalogue, facts, flags.time ?? Date.now());
}

function windowOf(text: string | undefined): Milliseconds {
  if (text === undefined) return DEFAULTS.window;
  const window = parseDuration(text);
  if (window !== null && window > 0) return window;
  throw usageError(`\`--window\` wants a duration such as \`5m\`, not \`${text}\``);
}

function sourceSamples(source: MetricSource, catalogue: Catalogue, facts: GatewayFacts, at: number): Samples {
  const failures = new Set<string>();
  const warnings = new Set<string>();
  return {
    versions: null,
    catalogue,
    window: facts.window,
    isLive: true,
    read: async (reads, binding, scored, otherwise) => {
      const place = otherwise?.facts ?? facts;
      const bound = reads.map((read) => bindRead(read, binding, scored, place));
      const asked = bound.flatMap((one) => (one.kind === 'read' ? [one.read] : []));
      const answer = await source.read(
        { at: otherwise?.at ?? at, reads: asked },
        new AbortController().signal,
      );
      for (const warning of answer.warnings) warnings.add(warning);
      const answers = answer.samples.values();
      const samples = bound.map((one) => (one.kind === 'read' ? next(answers) : one.sample));
      for (const sample of samples) {
        if (sample.known || sample.cause !== 'source-failed') continue;
        failures.add(sample.detail ?? 'it does not say why');
      }
      return samples;
    },
    report: ({ stderr }) => {
      for (const warning of warnings) stderr.write(`lamia: warning from the metric source: ${warning}\n`);
      for (const failure of failures) stderr.write(`lamia: the metric source failed: ${failure}\n`);
      return failures.size === 0;
    },
    close: () => source.close(),
  };
}

function next(samples: Iterator<Sample>): Sample {
  const result = samples.next();
  if (result.done === true) throw new RangeError('a source answers every read that it is asked');
  return result.value;
}
