import type { FormatFlags } from '../fmt.js';
import { onlyProgram, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addFormat: AddCommand = (program, act) => {
  const command = program
    .command('fmt [files...]')
    .summary('print programs and gateway files in their canonical form')
    .description(
      'Prints programs in their canonical form, and gateway and policy files in the names of today: older spellings replaced, comments kept.',
    )
    .option('-e, --expression <source>', 'format this program', onlyProgram)
    .option('--check', 'print nothing; exit 1 and name the files that are not in canonical form')
    .option('--write', 'put the canonical form in place of each file')
    .action((files: readonly string[], flags: FormatFlags) =>
      act({ goesOn: false, json: false }, async (io) =>
        (await import('../fmt.js')).runFormat(files, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia fmt decide.lamia',
    'lamia fmt --check *.lamia',
    'lamia fmt --write decide.lamia shop.yaml',
    'lamia fmt - < decide.lamia',
  );
};
