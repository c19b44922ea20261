import type { ClientFlags } from '../../client/connection.js';
import { withExamples } from '../command.js';
import type { AddCommand } from '../command.js';
import { clientOptions } from './client-options.js';

export const addApply: AddCommand = (program, act) => {
  const command = clientOptions(program.command('apply <paths...>'))
    .summary('add gateways to a running lamia, or replace them')
    .description(
      'Adds the gateways of files and folders to a running lamia, or replaces those that it has from here.',
    )
    .option('--json', 'print one JSON document')
    .action((paths: readonly string[], flags: ClientFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../../client/apply.js')).runApply(paths, flags, io),
      ),
    );
  withExamples(command, 'lamia apply shop.yaml', 'lamia apply gateways/ --json');
};
