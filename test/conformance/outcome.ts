import {
  compareScores,
  compile,
  explain,
  interpretDecision,
  interpretScore,
  type CheckedProgram,
  type CompiledProgram,
  type Decision,
  type Score,
  type Scores,
} from '@lamia/lang';
import type { ProgramVector } from './vector.js';
import { binding, samples } from './world.js';

export type Goal = 'highest' | 'lowest';

/** One evaluation of a vector's program, and the way it was evaluated. */
export interface Evaluation {
  readonly by: string;
  readonly outcome: Decision | Scores;
}

/** Every way there is to evaluate a program: each must come to the same. */
export function evaluations(checked: CheckedProgram, vector: ProgramVector): readonly Evaluation[] {
  const closures = compile(checked, { backend: 'closures' });
  const generated = compile(checked, { backend: 'generated' });
  return [
    { by: 'the interpreter', outcome: interpreted(checked, vector) },
    { by: 'closures', outcome: compiled(closures, vector, 'run') },
    { by: 'generated code', outcome: compiled(generated, vector, 'run') },
    { by: 'the trace of closures', outcome: compiled(closures, vector, 'trace') },
    { by: 'the trace of generated code', outcome: compiled(generated, vector, 'trace') },
  ];
}

/** What people are shown of an evaluation. */
export function explanation(checked: CheckedProgram, vector: ProgramVector): string {
  const program = compile(checked, { backend: 'closures' });
  const release = binding(vector);
  if (program.kind === 'decision')
    return explain(program.bind(release).trace(samples(vector, program.reads, null)));
  return release.versions
    .map((version) => explain(program.bind(release, version).trace(samples(vector, program.reads, version))))
    .join('\n');
}

function interpreted(checked: CheckedProgram, vector: ProgramVector): Decision | Scores {
  const release = binding(vector);
  if (checked.kind === 'decision')
    return interpretDecision(checked, samples(vector, checked.reads, null), release);
  return scores(vector, (version) =>
    interpretScore(checked, samples(vector, checked.reads, version), release, version),
  );
}

function compiled(program: CompiledProgram, vector: ProgramVector, way: 'run' | 'trace'): Decision | Scores {
  const release = binding(vector);
  if (program.kind === 'decision') {
    const bound = program.bind(release);
    const data = samples(vector, program.reads, null);
    return way === 'run' ? bound.decide(data) : bound.trace(data).decision;
  }
  return scores(vector, (version) => {
    const bound = program.bind(release, version);
    const data = samples(vector, program.reads, version);
    return way === 'run' ? bound.score(data) : bound.trace(data).score;
  });
}

function scores(vector: ProgramVector, scoreOf: (version: string) => Score): Scores {
  const { versions } = binding(vector);
  return compareScores(
    new Map(versions.map((version) => [version, scoreOf(version)])),
    vector.goal ?? 'highest',
  );
}
