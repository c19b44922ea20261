import { snapshot, traceJson } from '@lamia/lang';
import type { Binding, BoundScore, Sample, TraceJson } from '@lamia/lang';
import { unitOf } from '../config/rules/score-unit.js';
import type { VersionScore } from '../policy/reading.js';
import { bindReads, blockersOf, inputsOf, type BoundReads } from './bound-reads.js';
import type { PolicyProgram } from './program.js';

/** The program of a health or metric policy within one release, for one version. */
export interface BoundScoreProgram extends BoundReads {
  readonly scored: string;
  readonly score: BoundScore;
  /** Null where the metrics are of no catalogue. */
  readonly unit: string | null;
}

/**
 * Gives the program's roles and labels their meaning in one release, and its bare names that of the version `scored`.
 * @throws TypeError for a decision
 */
export function bindScore(
  { checked, compiled }: PolicyProgram,
  binding: Binding,
  scored: string,
): BoundScoreProgram {
  if (compiled.kind !== 'score') throw new TypeError('a decision cannot score a version');
  return {
    ...bindReads(checked, binding, scored),
    scored,
    score: compiled.bind(binding, scored),
    unit: unitOf(checked),
  };
}

/**
 * The version's score on what was read for it, `samples` by slot.
 * @throws RangeError for a known sample that is not finite: a fault of the source
 */
export function evaluateScore(program: BoundScoreProgram, samples: readonly Sample[]): VersionScore {
  const inputs = inputsOf(program, samples);
  const trace = program.score.trace(snapshot(samples));
  const { score } = trace;
  let json: TraceJson | null = null;
  return {
    version: program.scored,
    inputs,
    score: score.known
      ? { known: true, value: score.value }
      : { known: false, blockers: blockersOf(program, score.unknown) },
    unit: program.unit,
    get trace() {
      json ??= traceJson(trace);
      return json;
    },
  };
}
