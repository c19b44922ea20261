import { Option } from 'commander';
import type { CompileFlags } from '../compile.js';
import { allowRawAcls, onlyProgram, withExamples } from './command.js';
import type { AddCommand } from './command.js';

const TARGETS = ['rules', 'istio', 'gateway-api', 'gloo', 'haproxy', 'envoy'] as const;

export const addCompile: AddCommand = (program, act) => {
  const command = program
    .command('compile [files...]')
    .summary('write route rules, or the objects of a data plane')
    .description(
      'Writes what a condition, or a gateway with all its routes, is to a data plane: exactly that, or why it cannot be written.',
    )
    .option('-e, --expression <source>', 'compile this condition', onlyProgram)
    .addOption(new Option('--target <target>', 'what to write').choices(TARGETS).makeOptionMandatory())
    .option('--split', 'one rule for each alternative, where one could hold several')
    .option('--target-version <version>', 'the release of the data plane (default: the newest known)')
    .addOption(
      new Option(
        '--profile <profile>',
        'gateway-api: whether its implementation matches regular expressions',
      ).choices(['re2-full', 'core']),
    )
    .option('--name <name>', 'of a condition’s objects (default: route)')
    .option('--host <host>', 'the host that a condition’s route is for (default: any)')
    .option('--to <shares>', 'where requests go that meet the condition, such as "v1=50,v2=50"')
    .option('--otherwise <shares>', 'where all others go, such as "v1=100"')
    .addOption(allowRawAcls())
    .option('--json', 'print one JSON document')
    .action((files: readonly string[], flags: CompileFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../compile.js')).runCompile(files, flags, io),
      ),
    );
  withExamples(
    command,
    'lamia compile shop.yaml --target istio',
    `lamia compile -e 'header "X" exact "1" or host exact "a.example"' --target rules`,
    'lamia compile chrome.lamia --target gateway-api --name chrome --to "v1=50,v2=50" --otherwise "v1=100"',
  );
};
