import type { EventsFlags } from '../../client/events.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addEvents: AddCommand = (program, act) => {
  const command = clientOptions(program.command('events'))
    .summary('show what happens, as it happens')
    .description(
      'Prints what happens in a running lamia, one JSON object a line, until it is stopped; a connection that is lost is made again.',
    )
    .option('--gateway <name>', 'of this gateway only')
    .option('--json', 'as it is in any case')
    .action((flags: EventsFlags) =>
      act({ goesOn: true, json: true }, async (io) =>
        (await import('../../client/events.js')).runEvents(flags, io),
      ),
    );
  withExamples(command, 'lamia events', 'lamia events --gateway shop');
};
