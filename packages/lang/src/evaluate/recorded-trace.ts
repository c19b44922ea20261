import { undecided } from './outcome.js';
import { readRecording, type RecordedRun } from './recording.js';
import type { Release } from './release.js';
import type { Snapshot } from './snapshot.js';
import { traceTree } from './trace-tree.js';
import type { DecisionTrace, ScoreTrace, TraceTree } from './trace.js';
import { numberOf, reasonsOf } from './value-of.js';
import type { Decision, Score } from './value.js';

// Two plain classes, since a common base would cost each evaluation more than all of its recording.

/** The trace of a decision: a list of numbers until somebody looks, and then what was recorded when it was taken. */
export class RecordedDecision implements DecisionTrace {
  readonly kind = 'decision';
  private readBack: RecordedRun | null = null;
  private built: TraceTree | null = null;

  constructor(
    private readonly release: Release,
    private readonly recording: readonly number[],
    private readonly snapshot: Snapshot,
  ) {}

  get source(): string {
    return this.release.checked.source;
  }

  get decision(): Decision {
    const [outcome] = this.recording;
    if (outcome === undefined) throw new RangeError('a recording begins with its outcome');
    return this.release.decision(outcome) ?? undecided(reasonsOf(this.run.outcome));
  }

  get tree(): TraceTree {
    this.built ??= traceTree(this.release, this.run, this.snapshot);
    return this.built;
  }

  private get run(): RecordedRun {
    this.readBack ??= readRecording(this.release, this.recording, this.snapshot);
    return this.readBack;
  }
}

/** The trace of one version's score: a list of numbers until somebody looks, and then what was recorded at the time. */
export class RecordedScore implements ScoreTrace {
  readonly kind = 'score';
  private readBack: RecordedRun | null = null;
  private built: TraceTree | null = null;

  constructor(
    private readonly release: Release,
    private readonly recording: readonly number[],
    private readonly snapshot: Snapshot,
    readonly version: string,
  ) {}

  get source(): string {
    return this.release.checked.source;
  }

  get score(): Score {
    const { outcome } = this.run;
    return outcome.kind === 'unknown'
      ? { known: false, unknown: outcome.reasons }
      : { known: true, value: numberOf(outcome) };
  }

  get tree(): TraceTree {
    this.built ??= traceTree(this.release, this.run, this.snapshot);
    return this.built;
  }

  private get run(): RecordedRun {
    this.readBack ??= readRecording(this.release, this.recording, this.snapshot);
    return this.readBack;
  }
}
