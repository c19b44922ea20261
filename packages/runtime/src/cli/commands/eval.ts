import { Option } from 'commander';
import type { EvalFlags } from '../eval.js';
import { instant, labels, onlyProgram, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addEval: AddCommand = (program, act) => {
  const command = program
    .command('eval [file]')
    .summary('evaluate a decision or a score')
    .description('Evaluates a decision or a score once, on values from a file or from Prometheus.')
    .option('-e, --expression <source>', 'evaluate this program', onlyProgram)
    .option('--metrics <file>', 'values: JSON or YAML, version to metric to value; - for standard input')
    .option('--prometheus <url>', 'values: those of a Prometheus')
    .option('--application <name>', 'whose versions Prometheus is asked for')
    .option('--namespace <name>', 'the namespace of the application', 'default')
    .option('--provider <name|file>', 'metrics catalogue for Prometheus (default: embedded)')
    .option('--catalogue <name|file>', 'metrics catalogue to check names and units against')
    .option('--time <time>', 'evaluate as of then: ISO 8601, or seconds since 1970 (default: now)', instant)
    .option('--window <duration>', 'the span of a read without `over` (default: 1m)')
    .option('--versions <list>', 'labels of the versions (default: those of the metrics file)', labels)
    .option('--baseline <version>', 'the version that `baseline` means')
    .option('--candidate <version>', 'the version that `candidate` means')
    .addOption(
      new Option('--goal <goal>', 'which score is best').choices(['highest', 'lowest']).default('highest'),
    )
    .option('--explain', 'show the value of every part of the program')
    .option('--json', 'print one JSON document')
    .action((file: string | undefined, flags: EvalFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../eval.js')).runEval(file === undefined ? [] : [file], flags, io),
      ),
    );
  withExamples(
    command,
    'lamia eval decide.lamia --metrics values.json --explain',
    'lamia eval decide.lamia --prometheus http://127.0.0.1:9090 --application shop --provider haproxy --baseline version1 --candidate version2',
    `lamia eval -e 'status_2xx / requests' --metrics values.json --json`,
  );
};
