import { compile, type CompiledProgram } from '../evaluate/compile.js';
import type { Binding, ReadKey, ReadVersion } from '../evaluate/read.js';
import { resolveVersion } from '../evaluate/resolve-version.js';
import { snapshot } from '../evaluate/snapshot.js';
import type { DecisionTrace, ScoreTrace } from '../evaluate/trace.js';
import type { Sample } from '../evaluate/value.js';
import { visit } from '../syntax/visitor.js';
import type { CheckedProgram } from '../check/checked.js';
import type { Analysis } from './analysis.js';
import type { ServiceContext } from './context.js';

/** One run of a program on the current values. */
export type Evaluation = DecisionTrace | ScoreTrace;

/**
 * What the program comes to now: once for a decision, once a version for a score. None where it has errors, where nobody has
 * looked at values, or where it is not known whose they would be.
 */
export function evaluations({ checked, context }: Analysis): readonly Evaluation[] {
  const binding = bindingOf(context);
  if (checked === null || binding === null || !namesVersionsOf(checked, binding)) return [];
  const scored = checked.kind === 'score' ? binding.versions : [null];
  const samples = scored.map((version) => checked.reads.map((read) => currentSample(context, read, version)));
  if (samples.flat().every((sample) => sample === null)) return [];
  // Content policies of pages forbid generated code, and a text is evaluated once.
  const program = compile(checked, { backend: 'closures' });
  return scored.map((version, index) => {
    const values = snapshot((samples[index] ?? []).map((sample) => sample ?? NOBODY_LOOKED));
    return run(program, binding, version, values);
  });
}

const NOBODY_LOOKED: Sample = { known: false, cause: 'no-series' };

/** The value of a read in this release; null where nobody has looked. */
export function currentSample(context: ServiceContext, read: ReadKey, scored: string | null): Sample | null {
  const binding = bindingOf(context);
  if (binding === null || context.sampleOf === undefined) return null;
  if (read.kind === 'promql') return context.sampleOf(read, null);
  const version = resolveVersion(read.version, binding, scored);
  return version === null ? null : context.sampleOf(read, version);
}

function bindingOf({ versions, baseline, candidate }: ServiceContext): Binding | null {
  if (versions === undefined || versions.length === 0) return null;
  return { versions, baseline: baseline ?? null, candidate: candidate ?? null };
}

/** A role that nobody was told of is no error of the text, but it cannot be evaluated. */
function namesVersionsOf({ program, names }: CheckedProgram, binding: Binding): boolean {
  const named: ReadVersion[] = [...names.values()].flatMap((meaning) =>
    meaning.kind === 'version' ? [meaning.version] : [],
  );
  visit(program, { VersionLiteral: ({ label }) => named.push({ form: 'label', label }) });
  return named.every((version) => resolveVersion(version, binding, null) !== null);
}

function run(
  program: CompiledProgram,
  binding: Binding,
  version: string | null,
  values: ReturnType<typeof snapshot>,
): Evaluation {
  return program.kind === 'decision'
    ? program.bind(binding).trace(values)
    : program.bind(binding, version ?? '').trace(values);
}
