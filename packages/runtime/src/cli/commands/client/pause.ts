import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addPause: AddCommand = (program, act) => {
  const command = clientOptions(program.command('pause <gateway>'))
    .summary('stop a release where it is')
    .description('Stops a release where it is; its deadline and budgets stand still.')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/act.js')).runAct('pauseGateway', name, {}, flags, io),
      ),
    );
  withExamples(command, 'lamia pause shop');
};
