import { Command, CommanderError } from 'commander';
import { addBackup } from './commands/backup.js';
import { addCheck } from './commands/check.js';
import { addApply } from './commands/client/apply.js';
import { addApprove } from './commands/client/approve.js';
import { addDelete } from './commands/client/delete.js';
import { addEvents } from './commands/client/events.js';
import { addGet } from './commands/client/get.js';
import { addList } from './commands/client/list.js';
import { addPause } from './commands/client/pause.js';
import { addPromote } from './commands/client/promote.js';
import { addResume } from './commands/client/resume.js';
import { addRetire } from './commands/client/retire.js';
import { addRollback } from './commands/client/rollback.js';
import { addWeights } from './commands/client/weights.js';
import { addCompletion } from './commands/completion.js';
import { addCompile } from './commands/compile.js';
import { addDemo } from './commands/demo.js';
import { addEval } from './commands/eval.js';
import { addController } from './commands/controller.js';
import { addExpose } from './commands/expose.js';
import { addFormat } from './commands/fmt.js';
import { addImport } from './commands/import.js';
import { addLog } from './commands/log.js';
import { addLanguageServer } from './commands/lsp.js';
import { addMatch } from './commands/match.js';
import { addPlan } from './commands/plan.js';
import { addRecord } from './commands/record.js';
import { addReplay } from './commands/replay.js';
import { addRun } from './commands/run.js';
import { addSchema } from './commands/schema.js';
import type { Act, OutputForm } from './commands/command.js';
import { EXIT } from './exit.js';
import type { CommandIo, Output, ProcessIo } from './io.js';
import { VERSION } from '../version.js';

const COMMANDS = [
  addCheck,
  addFormat,
  addEval,
  addMatch,
  addCompile,
  addPlan,
  addRun,
  addRecord,
  addReplay,
  addLog,
  addBackup,
  addDemo,
  addImport,
  addController,
  addExpose,
  addSchema,
  addLanguageServer,
  addApply,
  addGet,
  addList,
  addDelete,
  addWeights,
  addPause,
  addResume,
  addPromote,
  addRollback,
  addApprove,
  addRetire,
  addEvents,
  addCompletion,
];

/** Runs one command line and gives the process' exit code; what goes wrong is told on standard error. */
export async function runCli(args: readonly string[], io: ProcessIo): Promise<number> {
  const call: Call = { form: null, exitCode: EXIT.done, hasWritten: false };
  const noted: ProcessIo = { ...io, stdout: noting(io.stdout, call) };
  const program = createProgram(noted, async (form, work) => {
    call.form = form;
    call.exitCode = await work(noted);
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    call.exitCode = await codeAfter(error, call, args, noted);
  }
  return await codeOnceWritten(call, io);
}

/** What is known of the command that runs. */
interface Call {
  /** Null until a command has been made out. */
  form: OutputForm | null;
  exitCode: number;
  hasWritten: boolean;
}

function noting(output: Output, call: Call): Output {
  const { isTerminal, hasColours } = output;
  return {
    isTerminal,
    hasColours,
    write: (text) => {
      call.hasWritten = true;
      output.write(text);
    },
  };
}

async function codeAfter(
  error: unknown,
  { form, hasWritten }: Call,
  args: readonly string[],
  io: CommandIo,
): Promise<number> {
  // Of a command line that cannot be made out it is not known whether its command goes on: one line is well for both.
  const told = form ?? { goesOn: true, json: asksForJson(args) };
  if (error instanceof CommanderError) {
    // `--help` and `--version` end the same way as wrong usage; help for want of a command is wrong usage.
    if (error.exitCode === 0) return EXIT.done;
    if (told.json) io.stdout.write(`${JSON.stringify({ ok: false, error: inOurWords(error.message) })}\n`);
    return EXIT.usage;
  }
  // It needs the language, which a command that goes well may not.
  const { reportError } = await import('./report-error.js');
  return reportError(error, told, hasWritten, io);
}

/** Where the options could not be read. After `--` stand names of files. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes('--json');
}

/** A message of the parser of command lines. */
function inOurWords(message: string): string {
  return message.replace(/^error: /, '').replaceAll(/'([^'\n]*)'/g, '`$1`');
}

/** No code may promise an output that nobody can have got. */
async function codeOnceWritten({ form, exitCode }: Call, io: ProcessIo): Promise<number> {
  const end = await io.settled();
  switch (end.kind) {
    case 'written':
      return exitCode;
    case 'unread':
      // `lamia check | head`: enough was read. A command that goes on was cut short.
      return form?.goesOn === true ? EXIT.outside : exitCode;
    case 'failed':
      io.stderr.write(`lamia: cannot write the output: ${end.message}\n`);
      return EXIT.outside;
  }
}

function createProgram(io: CommandIo, act: Act): Command {
  const program = new Command('lamia')
    .description('Decides which version of a service gets more traffic, and moves it there step by step.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.stdout.write(text);
      },
      writeErr: (text) => {
        io.stderr.write(text);
      },
      outputError: (text, write) => {
        write(`lamia: ${inOurWords(text)}`);
      },
    });
  for (const add of COMMANDS) add(program, act);
  return program;
}
