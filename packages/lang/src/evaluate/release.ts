import type { CheckedProgram } from '../check/checked.js';
import { UNDECIDED, type LoweredProgram } from './lowered.js';
import { decided } from './outcome.js';
import type { Binding } from './read.js';
import { resolveVersion } from './resolve-version.js';
import { withoutSeries, type Snapshot } from './snapshot.js';
import type { Decision } from './value.js';

/** What a program's versions are called in one release. */
export class Release {
  /** The labels of the versions that stand as values, each once. */
  readonly labels: readonly string[];
  /** For each of the program's versions the place of its label among `labels`. */
  readonly numbers: readonly number[];
  /** By outcome: none for `UNDECIDED`, whose reasons are new each time, then the one for `NIL`, then one a label. */
  private readonly decisions: readonly (Decision | null)[];
  /** Reads of versions that the release does not have; null where there are none. */
  private readonly nobodys: ReadonlySet<number> | null;

  constructor(
    readonly checked: CheckedProgram,
    readonly program: LoweredProgram,
    readonly binding: Binding,
    readonly scored: string | null,
  ) {
    const resolved = program.versions.map((version) => {
      const label = resolveVersion(version, binding, scored);
      if (label === null) throw new RangeError('a version used as a value is none of this release');
      return label;
    });
    this.labels = [...new Set(resolved)];
    this.numbers = resolved.map((label) => this.labels.indexOf(label));
    this.decisions = [null, decided(null), ...this.labels.map(decided)];
    const nobodys = checked.reads.flatMap((read, slot) =>
      read.kind === 'metric' && resolveVersion(read.version, binding, scored) === null ? [slot] : [],
    );
    this.nobodys = nobodys.length === 0 ? null : new Set(nobodys);
  }

  /** The label of one of the program's versions. */
  labelOf(version: number): string {
    const label = this.labels[this.numbers[version] ?? -1];
    if (label === undefined) throw new RangeError(`the program has no version ${version}`);
    return label;
  }

  /** What a back end's outcome means; null for one that is undecided. */
  decision(outcome: number): Decision | null {
    return this.decisions[outcome - UNDECIDED] ?? null;
  }

  /** The part of a snapshot that this release can have. */
  visible(snapshot: Snapshot): Snapshot {
    return this.nobodys === null ? snapshot : withoutSeries(snapshot, this.nobodys);
  }
}
