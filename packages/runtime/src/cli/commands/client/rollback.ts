import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addRollback: AddCommand = (program, act) => {
  const command = clientOptions(program.command('rollback <gateway>'))
    .summary('take a release back to the stable version')
    .description('Takes a release back to the stable version, in the way that its policy says.')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/act.js')).runAct('rollbackGateway', name, {}, flags, io),
      ),
    );
  withExamples(command, 'lamia rollback shop');
};
