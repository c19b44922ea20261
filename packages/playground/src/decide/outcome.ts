import {
  compareScores,
  compile,
  metricText,
  snapshot,
  traceJson,
  unknownJson,
  type CheckedProgram,
  type CompiledDecision,
  type CompiledProgram,
  type CompiledScore,
  type Binding,
  type Sample,
  type Scores,
  type TraceJson,
  type UnknownJson,
} from '@lamia/lang';
import { versionOf, type Input } from './inputs.js';

/** What a program says to some values, and why. */
export type Outcome =
  | {
      readonly kind: 'decision';
      readonly decided: boolean;
      readonly result: string | null;
      readonly unknown: readonly UnknownJson[];
      readonly trace: TraceJson;
    }
  | {
      readonly kind: 'score';
      readonly scores: Scores;
      readonly traces: readonly { readonly version: string; readonly trace: TraceJson }[];
    };

/** What a source answers for an input. */
export type SampleOf = (input: Input) => Sample;

/** Made ready to run in a page, whose content policy allows no generated code. */
export function compileForPage(checked: CheckedProgram): CompiledProgram {
  return compile(checked, { backend: 'closures' });
}

/** Evaluates a program in a release, with all that led to the outcome. */
export function outcomeOf(
  program: CompiledProgram,
  binding: Binding,
  goal: 'highest' | 'lowest',
  sampleOf: SampleOf,
): Outcome {
  switch (program.kind) {
    case 'decision': {
      const trace = program.bind(binding).trace(samplesOf(program, binding, null, sampleOf));
      const { decided, result, unknown } = trace.decision;
      return { kind: 'decision', decided, result, unknown: unknownJson(unknown), trace: traceJson(trace) };
    }
    case 'score': {
      const traces = binding.versions.map((version) => ({
        version,
        trace: program.bind(binding, version).trace(samplesOf(program, binding, version, sampleOf)),
      }));
      return {
        kind: 'score',
        scores: compareScores(new Map(traces.map(({ version, trace }) => [version, trace.score])), goal),
        traces: traces.map(({ version, trace }) => ({ version, trace: traceJson(trace) })),
      };
    }
  }
}

/** The outcome in short: two values of an input lead to the same decision if these are equal. */
export function verdictOf(
  program: CompiledProgram,
  binding: Binding,
  goal: 'highest' | 'lowest',
  sampleOf: SampleOf,
): string {
  switch (program.kind) {
    case 'decision': {
      const { decided, result } = program.bind(binding).decide(samplesOf(program, binding, null, sampleOf));
      return decided ? (result ?? 'hold') : 'undecided';
    }
    case 'score': {
      const scores = binding.versions.map(
        (version) =>
          [
            version,
            program.bind(binding, version).score(samplesOf(program, binding, version, sampleOf)),
          ] as const,
      );
      return compareScores(new Map(scores), goal).best ?? 'no best version';
    }
  }
}

function samplesOf(
  program: CompiledDecision | CompiledScore,
  binding: Binding,
  scored: string | null,
  sampleOf: SampleOf,
) {
  return snapshot(
    program.reads.map((read) =>
      sampleOf({ version: versionOf(read, binding, scored), metric: metricText(read) }),
    ),
  );
}
