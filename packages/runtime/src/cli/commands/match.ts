import type { MatchFlags } from '../match.js';
import { onlyProgram, withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addMatch: AddCommand = (program, act) => {
  const command = program
    .command('match [file]')
    .summary('evaluate a condition on one request')
    .description('Says whether one HTTP request meets a condition, and what each of its tests looked at.')
    .option('-e, --expression <source>', 'evaluate this condition', onlyProgram)
    .requiredOption(
      '--request <file>',
      'the request: JSON or YAML with method, scheme, host, path, query and headers; - for standard input',
    )
    .option('--json', 'print one JSON document')
    .action((file: string | undefined, flags: MatchFlags) =>
      act({ goesOn: false, json: flags.json ?? false }, async (io) =>
        (await import('../match.js')).runMatch(file === undefined ? [] : [file], flags, io),
      ),
    );
  withExamples(
    command,
    'lamia match chrome.lamia --request request.json',
    `lamia match -e 'header "User-Agent" contains "Chrome"' --request - --json < request.json`,
  );
};
