import { fileURLToPath } from 'node:url';
import type { CheckOptions, ServiceContext } from '@lamia/lang';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { CommandError } from '../cli/exit.js';
import type { CommandIo } from '../cli/io.js';
import { checkOptions, namedCatalogue, requireKnownRoles } from '../cli/program-options.js';
import { openSamples } from '../cli/samples.js';
import type { Samples } from '../cli/samples.js';
import { DEFAULTS } from '../config/canonical/defaults.js';
import type { Catalogue } from '../metrics/catalogue/catalogue.js';
import { queriesWithin } from '../metrics/queries-of-read.js';
import { CurrentValues } from './current-values.js';
import { policiesBeside } from './policies-beside.js';
import type { ReadProgram } from '../config/programs/programs-in-file.js';
import { readFile } from './read-file.js';
import type { ReadFile } from './read-file.js';
import type { ReadingPlace } from '../config/programs/reading-place.js';
import type { Settings } from './settings.js';

/** What settings came to. */
interface Place {
  readonly options: CheckOptions;
  readonly values: CurrentValues;
  readonly samples: Samples | null;
  readonly reading: ReadingPlace | null;
}

const NOWHERE: Place = { options: {}, values: new CurrentValues(), samples: null, reading: null };

/** The texts that an editor has open, each read once for each of its versions, in the place that settings describe. */
export class Workspace {
  #place: Place = NOWHERE;
  #reads = new WeakMap<TextDocument, { readonly version: number; readonly read: Promise<ReadFile> }>();

  /** @param opened the text of a file as the editor has it now; null where it is not open */
  constructor(
    private readonly io: CommandIo,
    private readonly opened: (path: string) => string | null,
  ) {}

  /** Takes other settings. What cannot be used is told in one sentence each, and left out. */
  async use(settings: Settings): Promise<readonly string[]> {
    const problems: string[] = [];
    const attempt = async <Value>(work: () => Promise<Value>): Promise<Value | null> => {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        // The same sentences name flags on a command line.
        const message = error.message.replaceAll('`--', '`lamia.');
        problems.push([message, ...error.findings.map((finding) => finding.message)].join(': '));
        return null;
      }
    };
    const { catalogue: name, ...flags } = settings;
    const catalogue = name === undefined ? null : await attempt(() => namedCatalogue(name));
    const samples = await attempt(() => this.#open(settings));
    const versions = settings.versions ?? samples?.versions ?? undefined;
    const known = { ...flags, ...(versions === undefined ? {} : { versions }) };
    const roles = await attempt(() => {
      requireKnownRoles(known);
      return Promise.resolve(known);
    });
    const before = this.#place;
    this.#place = {
      options: checkOptions(
        roles ?? (versions === undefined ? {} : { versions }),
        catalogue ?? samples?.catalogue ?? null,
      ),
      values: new CurrentValues(),
      samples,
      reading: readingOf(settings, catalogue ?? samples?.catalogue ?? null, samples),
    };
    this.forget();
    await before.samples?.close();
    return [...new Set(problems)];
  }

  /** What is read from now on is read anew. */
  forget(): void {
    this.#reads = new WeakMap();
  }

  read(document: TextDocument): Promise<ReadFile> {
    const known = this.#reads.get(document);
    if (known?.version === document.version) return known.read;
    const { options, reading } = this.#place;
    const file = { path: pathOf(document.uri), text: document.getText(), languageId: document.languageId };
    const read = readFile(file, {
      options,
      reading,
      valuesAt: (place) => this.#valuesAt(place),
      policiesBeside: (path) => policiesBeside(path, this.opened),
    });
    this.#reads.set(document, { version: document.version, read });
    return read;
  }

  /** Asks for the current values of what programs read, or of programs with reads that are new; true where they are others than before. */
  async refresh(parts: readonly ReadProgram[], which: 'all' | 'new'): Promise<boolean> {
    const { values, samples } = this.#place;
    if (samples === null) return false;
    const there = parts.filter(({ reading }) => isAnswered(samples, reading));
    const asked = which === 'all' ? there : there.filter((part) => !values.knows(part));
    const at = Date.now();
    const changes = await Promise.all(asked.map((part) => values.refresh(part, samples, at)));
    return changes.includes(true);
  }

  /** How reads at a place are asked for, and what they are where that can be told. */
  #valuesAt(reading: ReadingPlace | null): Pick<ServiceContext, 'sampleOf' | 'queriesOf'> {
    const { values, samples } = this.#place;
    return {
      ...(samples !== null && isAnswered(samples, reading) && { sampleOf: values.sampleAt(reading) }),
      ...(reading !== null && { queriesOf: queriesWithin(reading.catalogue, reading.facts) }),
    };
  }

  async close(): Promise<void> {
    await this.#place.samples?.close();
    this.#place = NOWHERE;
  }

  async #open({ metrics, prometheus, catalogue }: Settings): Promise<Samples | null> {
    if (metrics === undefined && prometheus === undefined) return null;
    // The names in a metrics file are its own.
    const named = catalogue === undefined || metrics !== undefined ? {} : { catalogue };
    const flags =
      metrics === undefined
        ? { prometheus: prometheus?.url ?? '', application: prometheus?.application ?? '' }
        : { metrics };
    const namespace = prometheus?.namespace ?? DEFAULTS.namespace;
    return await openSamples({ ...flags, ...named, namespace }, this.io);
  }
}

/** What programs without a gateway read; in place of what settings do not tell stand names that say so. */
function readingOf(
  { prometheus }: Settings,
  catalogue: Catalogue | null,
  samples: Samples | null,
): ReadingPlace | null {
  if (catalogue === null) return null;
  const {
    application = '$application',
    namespace = prometheus === undefined ? '$namespace' : DEFAULTS.namespace,
  } = prometheus ?? {};
  const window = samples?.window ?? DEFAULTS.window;
  return { catalogue, facts: { namespace, application, window, selector: [] } };
}

/** A Prometheus is read through one catalogue: of a gateway with another one its values say nothing. */
function isAnswered(samples: Samples, reading: ReadingPlace | null): boolean {
  return !samples.isLive || reading?.catalogue.name === samples.catalogue?.name;
}

/** Null for a text that is no file of this machine. */
export function pathOf(uri: string): string | null {
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}
