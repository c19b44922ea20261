import type { PlanFlags } from '../plan.js';
import { allowRawAcls, statePath, withExamples } from './command.js';
import type { AddCommand } from './command.js';
import { DEFAULT_STATE } from './run.js';

export const addPlan: AddCommand = (program, act) => {
  const command = program
    .command('plan <path>')
    .summary('show what running a gateway file would change')
    .description(
      'Shows what running a gateway file or folder would change in the data plane, and changes nothing. ' +
        'Gateways that were made through the API stand in the state file, and are shown too.',
    )
    .option('--state <file>', 'where the state of the releases is kept', statePath, DEFAULT_STATE)
    .option('--config <file>', 'what the runtime is told, such as where versions may be: a `kind: Runtime`')
    .option('--exit-code', 'exit 6 when there is something to change')
    .addOption(allowRawAcls())
    .option('--json', 'print one JSON document')
    .action((path: string, flags: PlanFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../plan.js')).runPlan(path, flags, io),
      ),
    );
  withExamples(command, 'lamia plan shop.yaml', 'lamia plan shop.yaml --exit-code --json');
};
