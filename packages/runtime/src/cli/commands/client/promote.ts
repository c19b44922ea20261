import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addPromote: AddCommand = (program, act) => {
  const command = clientOptions(program.command('promote <gateway>'))
    .summary('give the candidate all traffic now')
    .description('Gives the candidate all traffic of the release now, judged or not.')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/act.js')).runAct('promoteGateway', name, {}, flags, io),
      ),
    );
  withExamples(command, 'lamia promote shop');
};
