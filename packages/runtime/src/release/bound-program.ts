import { snapshot, traceJson } from '@lamia/lang';
import type { Binding, BoundDecision, Sample, TraceJson } from '@lamia/lang';
import type { Milliseconds } from '../config/duration.js';
import type { CustomReading, RequestCount } from '../policy/reading.js';
import { bindReads, blockersOf, inputsOf, type BoundReads } from './bound-reads.js';
import type { PolicyProgram } from './program.js';

/** A custom policy's program within one release. */
export interface BoundProgram extends BoundReads {
  readonly decision: BoundDecision;
}

/**
 * Gives the program's roles and labels their meaning in one release.
 * @throws RangeError where a version that stands as a value is none of the release's; the check finds that beforehand
 * @throws TypeError for a score
 */
export function bindProgram({ checked, compiled }: PolicyProgram, binding: Binding): BoundProgram {
  if (compiled.kind !== 'decision') throw new TypeError('a custom policy has a decision for its program');
  return { ...bindReads(checked, binding, null), decision: compiled.bind(binding) };
}

/**
 * Evaluates the program on what was read for it, `samples` by slot. `window` is the longest span that any read looks back over.
 * @throws RangeError for a known sample that is not finite: a fault of the source
 */
export function evaluateProgram(
  program: BoundProgram,
  samples: readonly Sample[],
  requests: readonly RequestCount[],
  window: Milliseconds,
): CustomReading {
  const inputs = inputsOf(program, samples);
  const trace = program.decision.trace(snapshot(samples));
  const { decided, result, unknown } = trace.decision;
  let json: TraceJson | null = null;
  return {
    type: 'custom',
    window,
    requests,
    inputs,
    decision: decided ? { decided, result } : { decided, blockers: blockersOf(program, unknown) },
    // Of most ticks nobody wants to see it, and to make it takes longer than to evaluate the program.
    get trace() {
      json ??= traceJson(trace);
      return json;
    },
  };
}
