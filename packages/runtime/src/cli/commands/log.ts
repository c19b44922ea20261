import type { LogFlags } from '../log.js';
import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addLog: AddCommand = (program, act) => {
  const command = program
    .command('log <state-file>')
    .summary('print the decision log of a state file')
    .description(
      'Prints the decision log of a state file as JSON, one object a line and the oldest first, with what each decision was made from. A runtime may be at work on the file.',
    )
    .option('--gateway <name>', 'the entries of one gateway')
    .action((file: string, flags: LogFlags) =>
      act({ goesOn: true, json: true }, async (io) => (await import('../log.js')).runLog(file, flags, io)),
    );
  withExamples(
    command,
    'lamia log .lamia/state.db > decisions.jsonl',
    'lamia log .lamia/state.db --gateway shop',
  );
};
