import type { CheckedProgram } from '../check/checked.js';
import type { BackEnd } from './back-end.js';
import { interpretDecision, interpretScore } from './interpreter.js';
import { lower } from './lower.js';
import type { Binding, ReadKey } from './read.js';
import { RecordedDecision, RecordedScore } from './recorded-trace.js';
import { Release } from './release.js';
import type { Snapshot } from './snapshot.js';
import { TieredBackEnd, type BackEndChoice } from './tiers.js';
import type { DecisionTrace, ScoreTrace } from './trace.js';
import type { Decision, Score } from './value.js';

/** How a program is to be made ready. */
export interface CompileOptions {
  /** `auto` unless given; `generated` throws `EvalError` when evaluated where the environment forbids generated code. */
  readonly backend?: BackEndChoice;
}

/** Either kind; `kind` tells which. */
export type CompiledProgram = CompiledDecision | CompiledScore;

/** A decision that any number of releases can share. */
export interface CompiledDecision {
  readonly kind: 'decision';
  /** What a snapshot must hold, by slot. */
  readonly reads: readonly ReadKey[];
  /**
   * Gives roles and labels their meaning in one release. Throws `RangeError` where a version that stands as a value is none of
   * the release's; `check` with the same versions and roles finds that beforehand.
   */
  bind(binding: Binding): BoundDecision;
}

/** A decision in one release. Snapshots hold the program's reads by slot. */
export interface BoundDecision {
  decide(snapshot: Snapshot): Decision;
  /** Decides and records every value on the way; the tree is made when it is looked at. */
  trace(snapshot: Snapshot): DecisionTrace;
}

/** A score that any number of releases and versions can share. */
export interface CompiledScore {
  readonly kind: 'score';
  /** What a snapshot must hold, by slot. */
  readonly reads: readonly ReadKey[];
  /** Gives roles and labels their meaning in one release, for the version labelled `scored`. */
  bind(binding: Binding, scored: string): BoundScore;
}

/** The score of one version in one release. Snapshots hold the program's reads by slot. */
export interface BoundScore {
  score(snapshot: Snapshot): Score;
  /** Scores and records every value on the way; the tree is made when it is looked at. */
  trace(snapshot: Snapshot): ScoreTrace;
}

/** Makes a checked program ready for many evaluations. Its meaning is that of `interpretDecision` and `interpretScore`. */
export function compile(checked: CheckedProgram, options: CompileOptions = {}): CompiledProgram {
  const program = lower(checked);
  const engine = new TieredBackEnd(program, options.backend ?? 'auto');
  const { reads } = checked;
  switch (checked.kind) {
    case 'decision':
      return {
        kind: 'decision',
        reads,
        bind: (binding) => new DecisionInRelease(new Release(checked, program, binding, null), engine),
      };
    case 'score':
      return {
        kind: 'score',
        reads,
        bind: (binding, scored) =>
          new ScoreInRelease(new Release(checked, program, binding, scored), engine, scored),
      };
  }
}

class DecisionInRelease implements BoundDecision {
  constructor(
    private readonly release: Release,
    private readonly engine: BackEnd,
  ) {}

  decide(snapshot: Snapshot): Decision {
    const { values } = this.release.visible(snapshot);
    const outcome = this.engine.run(values, this.release.numbers);
    return this.release.decision(outcome) ?? this.undecided(snapshot);
  }

  trace(snapshot: Snapshot): DecisionTrace {
    const visible = this.release.visible(snapshot);
    const recording = this.engine.record(visible.values, this.release.numbers);
    return new RecordedDecision(this.release, recording, visible);
  }

  /** Reasons are worth the slow way: an undecided program has nothing else to do. */
  private undecided(snapshot: Snapshot): Decision {
    return interpretDecision(this.release.checked, snapshot, this.release.binding);
  }
}

class ScoreInRelease implements BoundScore {
  constructor(
    private readonly release: Release,
    private readonly engine: BackEnd,
    private readonly scored: string,
  ) {}

  score(snapshot: Snapshot): Score {
    const { values } = this.release.visible(snapshot);
    const value = this.engine.run(values, this.release.numbers);
    if (Number.isFinite(value)) return { known: true, value };
    return interpretScore(this.release.checked, snapshot, this.release.binding, this.scored);
  }

  trace(snapshot: Snapshot): ScoreTrace {
    const visible = this.release.visible(snapshot);
    const recording = this.engine.record(visible.values, this.release.numbers);
    return new RecordedScore(this.release, recording, visible, this.scored);
  }
}
