import type { BackupFlags } from '../backup.js';
import { statePath, withExamples } from './command.js';
import type { AddCommand } from './command.js';
import { DEFAULT_STATE } from './run.js';

export const addBackup: AddCommand = (program, act) => {
  const command = program
    .command('backup')
    .summary('copy a state file, also while a runtime has it')
    .description(
      'Copies a state file as it stands at one instant, also while a runtime is at work on it. To go back to the copy, stop the runtime and put it in the place of the file.',
    )
    .option('--state <file>', 'where the state of the releases is kept', statePath, DEFAULT_STATE)
    .requiredOption('--to <file>', 'the copy, which must not be there yet', statePath)
    .option('--json', 'print one JSON document')
    .action((flags: BackupFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../backup.js')).runBackup(flags, io),
      ),
    );
  withExamples(command, 'lamia backup --to state-of-today.db');
};
