import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addList: AddCommand = (program, act) => {
  const command = clientOptions(program.command('list'))
    .summary('show all gateways')
    .description('Shows all gateways of a running lamia and how they stand.')
    .option('--json', 'print one JSON document')
    .action((flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/gateways.js')).runList(flags, io),
      ),
    );
  withExamples(command, 'lamia list', 'lamia list --json');
};
