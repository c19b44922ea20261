import { readText, resolveVersion } from '@lamia/lang';
import type { Analysis, Binding, ReadKey, Sample } from '@lamia/lang';
import type { Samples } from '../cli/samples.js';

/** What the reads of open programs came to when they were last asked for. */
export class CurrentValues {
  readonly #samples = new Map<string, Sample>();

  /** Null where nobody has looked yet. */
  readonly sampleOf = (read: ReadKey, version: string | null): Sample | null =>
    this.#samples.get(readText(read, version)) ?? null;

  /** Whether every read of a program has been asked for. */
  knows(analysis: Analysis): boolean {
    return runs(analysis).every(({ keys }) => keys.every((key) => key === null || this.#samples.has(key)));
  }

  /** Asks for every read of a program; true where that changed what is known. */
  async refresh(analysis: Analysis, samples: Samples): Promise<boolean> {
    let isNew = false;
    for (const { binding, scored, keys } of runs(analysis)) {
      const answers = await samples.read(analysis.meaning.resolution.reads, binding, scored);
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

/** One evaluation of a program: its reads by what they are known by, null for one of a version that is not there. */
interface Run {
  readonly binding: Binding;
  readonly scored: string | null;
  readonly keys: readonly (string | null)[];
}

/** One for a decision, one a version for a score; none where there is nothing to ask for. */
function runs({ context, kind, meaning }: Analysis): readonly Run[] {
  const { versions = [], baseline = null, candidate = null } = context;
  const { reads } = meaning.resolution;
  if (reads.length === 0 || versions.length === 0) return [];
  const binding = { versions, baseline, candidate };
  return (kind === 'score' ? versions : [null]).map((scored) => ({
    ...{ binding, scored },
    keys: reads.map((read) => {
      if (read.kind === 'promql') return readText(read);
      const version = resolveVersion(read.version, binding, scored);
      return version === null ? null : readText(read, version);
    }),
  }));
}
