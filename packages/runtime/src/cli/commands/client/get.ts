import type { GetFlags } from '../../client/gateways.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addGet: AddCommand = (program, act) => {
  const command = clientOptions(program.command('get <gateway>'))
    .summary('show how a gateway stands')
    .description('Shows how a gateway and its release stand.')
    .option('--document', 'its document instead, as `apply` takes it')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: GetFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/gateways.js')).runGet(name, flags, io),
      ),
    );
  withExamples(command, 'lamia get shop', 'lamia get shop --document');
};
