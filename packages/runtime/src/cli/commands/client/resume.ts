import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addResume: AddCommand = (program, act) => {
  const command = clientOptions(program.command('resume <gateway>'))
    .summary('let a paused release go on')
    .description('Lets a paused release go on, judging from a new window.')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/act.js')).runAct('resumeGateway', name, {}, flags, io),
      ),
    );
  withExamples(command, 'lamia resume shop');
};
