import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addDelete: AddCommand = (program, act) => {
  const command = clientOptions(program.command('delete <gateway>'))
    .summary('take a gateway away')
    .description('Takes a gateway and its state away from a running lamia; the data plane serves it no more.')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/gateways.js')).runDelete(name, flags, io),
      ),
    );
  withExamples(command, 'lamia delete shop');
};
