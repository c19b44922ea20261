import { Option } from 'commander';
import type { CheckFlags } from '../check.js';
import { allowRawAcls, labels, onlyProgram, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addCheck: AddCommand = (program, act) => {
  const command = program
    .command('check [files...]')
    .summary('find what is wrong with programs, gateways and policies')
    .description(
      'Finds what is wrong with programs (*.lamia), gateway and policy files and folders of them, before any data is seen.',
    )
    .option('-e, --expression <source>', 'check this program', onlyProgram)
    .addOption(
      new Option('--kind <kind>', 'what the program shall be (default: what it looks like)').choices([
        'decision',
        'score',
        'condition',
      ]),
    )
    .option('--versions <list>', 'labels of the versions; without them any name is accepted', labels)
    .option('--baseline <version>', 'the version that `baseline` means')
    .option('--candidate <version>', 'the version that `candidate` means')
    .option('--catalogue <name|file>', 'metrics catalogue; without it any metric is accepted')
    .option(
      '--config <file>',
      'what the runtime is told that gateways are for, such as where versions may be: a `kind: Runtime`',
    )
    .addOption(allowRawAcls())
    .option('--json', 'print one JSON document')
    .action((files: readonly string[], flags: CheckFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../check.js')).runCheck(files, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia check shop.yaml policies/',
    'lamia check decide.lamia --versions version1,version2 --catalogue haproxy',
    `lamia check -e 'status_2xx / requests' --kind score --json`,
  );
};
