import type * as Type from 'typebox';
import { format } from '@lamia/lang';
import { runCheck, type CheckReport } from '../../cli/check.js';
import { runCompile } from '../../cli/compile.js';
import { runEval } from '../../cli/eval.js';
import { CommandError, EXIT, inputError } from '../../cli/exit.js';
import { programFindings } from '../../cli/findings.js';
import type { CommandIo } from '../../cli/io.js';
import { runMatch } from '../../cli/match.js';
import { STDIN } from '../../cli/source-files.js';
import { hundredths } from '../../config/canonical/percentage.js';
import { problem, problemWith } from '../problem.js';
import type {
  CHECK_REQUEST,
  COMPILE_REQUEST,
  EVALUATE_REQUEST,
  FORMAT_REQUEST,
  FORMATTED,
  MATCH_REQUEST,
} from '../schema/language.js';
import type { JobOutcome, LanguageJob } from './desk.js';
import { readsOfText, type TextToRead } from './reads-of-text.js';

/** The bodies of the jobs, each of which was found to be that before. */
interface Bodies {
  readonly check: Type.Static<typeof CHECK_REQUEST>;
  readonly format: Type.Static<typeof FORMAT_REQUEST>;
  readonly evaluate: Type.Static<typeof EVALUATE_REQUEST>;
  readonly match: Type.Static<typeof MATCH_REQUEST>;
  readonly compile: Type.Static<typeof COMPILE_REQUEST>;
  /** Has no command of its own. */
  readonly reads: TextToRead;
}

/** Does what the command of the job's name does, with texts in place of files. */
export async function commandJob<Job extends LanguageJob>(job: Job, body: Bodies[Job]): Promise<JobOutcome> {
  try {
    return await JOBS[job](body);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { ok: false, problem: problem(422, error.message, error.findings) };
  }
}

const JOBS: { readonly [Job in LanguageJob]: (body: Bodies[Job]) => Promise<JobOutcome> } = {
  check: async ({ source, kind, ...flags }) => {
    const isProgram = kind === 'decision' || kind === 'score' || kind === 'condition';
    return done(
      await printed(source, (io) =>
        runCheck([STDIN], { ...flags, ...(isProgram && { kind }), json: true }, io),
      ),
      // What was found is the answer, whatever it is.
      true,
    );
  },
  format: ({ source }) => Promise.resolve(formatted(source)),
  evaluate: async ({ source, metrics, goal = 'highest', ...flags }) =>
    done(
      await printed(JSON.stringify(metrics), (io) =>
        runEval(
          [],
          { ...flags, expression: source, metrics: STDIN, goal, namespace: 'default', json: true },
          io,
        ),
      ),
    ),
  match: async ({ source, request }) =>
    done(
      await printed(JSON.stringify(request), (io) =>
        runMatch([], { expression: source, request: STDIN, json: true }, io),
      ),
    ),
  compile: async ({ source, to, otherwise, ...flags }) =>
    done(
      await printed(source, (io) =>
        runCompile(
          [STDIN],
          {
            ...flags,
            ...(to !== undefined && { to: sharesText('to', to) }),
            ...(otherwise !== undefined && { otherwise: sharesText('otherwise', otherwise) }),
            json: true,
          },
          io,
        ),
      ),
    ),
  reads: (text) => Promise.resolve({ ok: true, document: readsOfText(text) }),
};

interface Printed {
  readonly code: number;
  readonly document: unknown;
  readonly warnings: string;
}

/** Runs a command that reads `stdin`, and nothing else, and prints one JSON document. */
async function printed(stdin: string, command: (io: CommandIo) => Promise<number>): Promise<Printed> {
  let [out, warnings] = ['', ''];
  const plain = { isTerminal: false, hasColours: false };
  const bytes = Buffer.from(stdin);
  const code = await command({
    stdout: { ...plain, write: (text) => (out += text) },
    stderr: { ...plain, write: (text) => (warnings += text) },
    readStdin: (limit) => Promise.resolve(bytes.length > limit ? null : bytes),
    sealed: true,
  });
  return { code, document: out === '' ? null : (JSON.parse(out) as unknown), warnings };
}

/** @param always whether the document is the answer also where the input is at fault */
function done({ code, document, warnings }: Printed, always = false): JobOutcome {
  if (code === EXIT.done || (always && document !== null)) return { ok: true, document };
  return { ok: false, problem: problemWith(422, whatFailed(document, warnings), diagnosticsIn(document)) };
}

function whatFailed(document: unknown, warnings: string): string {
  const [first] = diagnosticsIn(document);
  return first?.message ?? (warnings.trim() || 'the text cannot be used');
}

/** Of a report like that of `check`, or of a document with `diagnostics` of its own. */
function diagnosticsIn(document: unknown): NonNullable<ReturnType<typeof problemWith>['diagnostics']> {
  const { files, diagnostics } = (document ?? {}) as Partial<CheckReport> & {
    readonly diagnostics?: CheckReport['files'][number]['diagnostics'];
  }; // what the commands print
  return (
    diagnostics ??
    (files ?? []).flatMap(({ file, diagnostics: found }) => found.map((each) => ({ file, ...each })))
  );
}

function formatted(source: string): JobOutcome {
  const { text, diagnostics } = format(source);
  const findings = programFindings({ file: STDIN, text: source }, diagnostics);
  if (text === null) {
    return { ok: false, problem: problem(422, findings[0]?.message ?? 'this is no program', findings) };
  }
  const document: Type.Static<typeof FORMATTED> = { text: `${text}\n`, changed: `${text}\n` !== source };
  return { ok: true, document };
}

/** As the command's flag has it. */
function sharesText(flag: string, shares: Readonly<Record<string, number | string>>): string {
  return Object.entries(shares)
    .map(([version, share]) => {
      const read = hundredths(share);
      if (read === null)
        throw inputError(`\`${flag}\` gives \`${version}\` \`${share}\`, which is no percentage`);
      return `${version}=${read / 100}`;
    })
    .join(',');
}
