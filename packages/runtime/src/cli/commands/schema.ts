import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addSchema: AddCommand = (program, act) => {
  const command = program
    .command('schema')
    .summary('print the JSON Schema of gateway and policy files')
    .description(
      'Prints the JSON Schema of gateway and policy files, with which editors complete and check them.',
    )
    .action(() =>
      act({ goesOn: false, json: false }, async (io) => (await import('../schema.js')).runSchema(io)),
    );
  withExamples(command, 'lamia schema > lamia.schema.json');
};
