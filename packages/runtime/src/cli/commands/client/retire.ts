import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addRetire: AddCommand = (program, act) => {
  const command = clientOptions(program.command('retire <gateway> <version>'))
    .summary('take a version out of a gateway')
    .description('Takes a version out of a gateway; refused while any route still gives it traffic.')
    .option('--json', 'print one JSON document')
    .action((name: string, version: string, flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/act.js')).runAct('retireGatewayVersion', name, { version }, flags, io),
      ),
    );
  withExamples(command, 'lamia retire shop version1');
};
