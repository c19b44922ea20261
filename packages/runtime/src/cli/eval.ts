import { check, compareScores, compile, explain, snapshot, traceJson, unknownJson } from '@lamia/lang';
import type {
  Binding,
  CheckedProgram,
  CompiledDecision,
  CompiledScore,
  Scores,
  ScoreTrace,
} from '@lamia/lang';
import type { ConfigurationSource } from '../config/documents.js';
import { isUsable } from '../config/finding.js';
import { languageCatalogue } from '../metrics/catalogue/language.js';
import { EXIT, inputError, usageError } from './exit.js';
import { findingJson, programFindings, showFindings } from './findings.js';
import type { CheckReport } from './check.js';
import type { CommandIo } from './io.js';
import { requireKnownRoles } from './program-options.js';
import type { ProgramFlags } from './program-options.js';
import { programSources } from './program-sources.js';
import { openSamples } from './samples.js';
import type { Samples, SampleFlags } from './samples.js';
import { kindOf, STDIN } from './source-files.js';

export interface EvalFlags extends Omit<ProgramFlags, 'kind'>, SampleFlags {
  readonly expression?: string;
  readonly goal: 'highest' | 'lowest';
  readonly explain?: boolean;
  readonly json?: boolean;
}

/** `lamia eval`: one evaluation of a decision or a score on values from a file or from Prometheus. */
export async function runEval(paths: readonly string[], flags: EvalFlags, io: CommandIo): Promise<number> {
  requireKnownRoles(flags);
  if (paths.includes(STDIN) && flags.metrics === STDIN) {
    throw usageError(
      'the program and the metrics both from standard input (`-`), which is one text; name a file for one of them',
    );
  }
  const sources = await programSources(paths, flags.expression, io);
  const [source, second] = sources;
  if (source === undefined || second !== undefined) throw usageError('one program at a time; name one file');
  if (kindOf(source) === 'configuration') {
    throw inputError(
      `\`${source.file}\` is a gateway or policy file; name a program (\`*.lamia\`), or give it with \`-e\``,
    );
  }
  const samples = await openSamples(flags, io);
  try {
    const binding = bindingOf(flags, samples.versions);
    const checked = checkProgram(source, binding, flags, samples, io);
    if (checked === null) return EXIT.input;
    const evaluation = await evaluate(checked, binding, samples, flags);
    io.stdout.write(flags.json === true ? `${JSON.stringify(evaluation.json, null, 2)}\n` : evaluation.text);
    return samples.report(io) ? EXIT.done : EXIT.outside;
  } finally {
    await samples.close();
  }
}

/** Versions and roles as the flags name them; a metrics file may also call its versions `baseline` and `candidate`. */
function bindingOf(flags: EvalFlags, known: readonly string[] | null): Binding {
  const named = (role: 'baseline' | 'candidate'): string | null =>
    flags[role] ?? (known?.includes(role) === true ? role : null);
  const roles = { baseline: named('baseline'), candidate: named('candidate') };
  return {
    versions: flags.versions ?? known ?? Object.values(roles).filter((label) => label !== null),
    ...roles,
  };
}

function checkProgram(
  source: ConfigurationSource,
  { baseline, candidate }: Binding,
  flags: EvalFlags,
  samples: Samples,
  io: CommandIo,
): CheckedProgram | null {
  const versions = flags.versions ?? samples.versions;
  const { kind, diagnostics, checked } = check(source.text, {
    ...(versions === null ? {} : { versions }),
    // Here is no gateway that could still fill a role later.
    baseline,
    candidate,
    window: samples.window,
    ...(samples.catalogue === null ? {} : { catalogue: languageCatalogue(samples.catalogue) }),
  });
  const findings = programFindings(source, diagnostics);
  if (checked === null && flags.json === true) {
    const report: CheckReport = {
      ok: isUsable(findings),
      files: [{ file: source.file, kind, diagnostics: findings.map(findingJson) }],
    };
    io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    return null;
  }
  // What could not be checked for want of a gateway is no news to whoever evaluates without one.
  showFindings(
    findings.filter(({ code }) => code !== 'unchecked-version'),
    io,
  );
  if (findings.some(({ code }) => code === 'missing-role')) {
    io.stderr.write('name the versions in these roles with `--baseline` and `--candidate`\n');
  }
  return checked;
}

interface Evaluation {
  readonly json: object;
  readonly text: string;
}

async function evaluate(
  checked: CheckedProgram,
  binding: Binding,
  samples: Samples,
  flags: EvalFlags,
): Promise<Evaluation> {
  const program = compile(checked);
  return program.kind === 'decision'
    ? await evaluateDecision(program, binding, samples, flags)
    : await evaluateScore(program, binding, samples, flags);
}

async function evaluateDecision(
  program: CompiledDecision,
  binding: Binding,
  samples: Samples,
  flags: EvalFlags,
): Promise<Evaluation> {
  const values = await samples.read(program.reads, binding, null);
  const trace = program.bind(binding).trace(snapshot(values));
  const { decided, result, unknown } = trace.decision;
  const tree = traceJson(trace);
  return {
    json: { kind: 'decision', decided, result, unknown: unknownJson(unknown), trace: tree },
    text: `${flags.explain === true ? explain(trace) : tree.headline}\n`,
  };
}

async function evaluateScore(
  program: CompiledScore,
  binding: Binding,
  samples: Samples,
  flags: EvalFlags,
): Promise<Evaluation> {
  if (binding.versions.length === 0) {
    if (flags.metrics !== undefined) {
      throw inputError(
        `the metrics file \`${flags.metrics}\` has no version, and a score is one number for each; expected such as {"version1": {"requests": 1000}}`,
      );
    }
    throw usageError('a score is one number for each version; name them with `--versions version1,version2`');
  }
  const traces = new Map<string, ScoreTrace>();
  for (const version of binding.versions) {
    const values = await samples.read(program.reads, binding, version);
    traces.set(version, program.bind(binding, version).trace(snapshot(values)));
  }
  const scores = compareScores(
    new Map([...traces].map(([version, { score }]) => [version, score])),
    flags.goal,
  );
  const explanations = [...traces.values()].map((trace) =>
    flags.explain === true ? `${explain(trace)}\n` : traceJson(trace).headline,
  );
  return {
    json: { ...scoresJson(scores), ...(flags.explain === true ? { traces: tracesJson(traces) } : {}) },
    text: `${explanations.join('\n')}\nbest: ${scores.best ?? 'none'}\n`,
  };
}

function scoresJson({ kind, values, best, unknown }: Scores): object {
  return { kind, values, best, unknown: unknownJson(unknown) };
}

function tracesJson(traces: ReadonlyMap<string, ScoreTrace>): object {
  const json = Object.create(null) as Record<string, object>; // labels come from outside, and one may be `__proto__`
  for (const [version, trace] of traces) json[version] = traceJson(trace);
  return json;
}
