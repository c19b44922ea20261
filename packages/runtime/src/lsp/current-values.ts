import { readText, resolveVersion } from '@lamia/lang';
import type { Analysis, Binding, ReadKey, Sample } from '@lamia/lang';
import type { Samples } from '../cli/samples.js';
import type { ReadProgram } from '../config/programs/programs-in-file.js';
import type { ReadingPlace } from '../config/programs/reading-place.js';

/** What the reads of open programs came to when they were last asked for. */
export class CurrentValues {
  readonly #samples = new Map<string, Sample>();

  /** What a read at a place is; null where nobody has looked yet. */
  sampleAt(reading: ReadingPlace | null): (read: ReadKey, version: string | null) => Sample | null {
    const place = placeText(reading);
    return (read, version) => this.#samples.get(`${place} ${readText(read, version)}`) ?? null;
  }

  /** Whether every read of a program has been asked for. */
  knows(part: ReadProgram): boolean {
    return runs(part).every(({ keys }) => keys.every((key) => key === null || this.#samples.has(key)));
  }

  /** Asks for every read of a program as of one instant; true where that changed what is known. */
  async refresh(part: ReadProgram, samples: Samples, at: number): Promise<boolean> {
    let isNew = false;
    const { analysis, reading } = part;
    for (const { binding, scored, keys } of runs(part)) {
      const { reads } = analysis.meaning.resolution;
      const facts = reading?.facts ?? null;
      const answers = await samples.read(reads, binding, scored, { at, facts });
      keys.forEach((key, slot) => {
        const answer = answers[slot];
        if (key === null || answer === undefined) return;
        isNew ||= JSON.stringify(this.#samples.get(key)) !== JSON.stringify(answer);
        this.#samples.set(key, answer);
      });
    }
    return isNew;
  }
}

/** The same for places at which a read is the same. */
function placeText(reading: ReadingPlace | null): string {
  if (reading === null) return '';
  const { namespace, application, window, selector } = reading.facts;
  return JSON.stringify([namespace, application, window, selector]);
}

/** One evaluation of a program: its reads by what they are known by, null for one of a version that is not there. */
interface Run {
  readonly binding: Binding;
  readonly scored: string | null;
  readonly keys: readonly (string | null)[];
}

/** One for a decision, one a version for a score; none where there is nothing to ask for. */
function runs({ analysis, reading }: ReadProgram): readonly Run[] {
  const { context, kind, meaning }: Analysis = analysis;
  const { versions = [], baseline = null, candidate = null } = context;
  const { reads } = meaning.resolution;
  if (reads.length === 0 || versions.length === 0) return [];
  const place = placeText(reading);
  const binding = { versions, baseline, candidate };
  return (kind === 'score' ? versions : [null]).map((scored) => ({
    ...{ binding, scored },
    keys: reads.map((read) => {
      if (read.kind === 'promql') return `${place} ${readText(read)}`;
      const version = resolveVersion(read.version, binding, scored);
      return version === null ? null : `${place} ${readText(read, version)}`;
    }),
  }));
}
