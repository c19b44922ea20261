import type { ReplayFlags } from '../replay.js';
import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addReplay: AddCommand = (program, act) => {
  const command = program
    .command('replay <file>')
    .summary('make logged decisions again and compare them')
    .description(
      'Makes every decision of a state file, or of what `lamia log` has written, again from what it was made from, and compares every value; exit 1 and the first difference where one comes out otherwise.',
    )
    .option('--gateway <name>', 'the decisions of one gateway')
    .option('--json', 'print one JSON document')
    .action((file: string, flags: ReplayFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../replay.js')).runReplay(file, flags, io),
      ),
    );
  withExamples(command, 'lamia replay .lamia/state.db', 'lamia replay decisions.jsonl --gateway shop --json');
};
