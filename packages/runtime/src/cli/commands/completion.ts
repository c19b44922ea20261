import { Argument } from 'commander';
import { completionScript, SHELLS, type Shell } from '../completion.js';
import { EXIT } from '../exit.js';
import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addCompletion: AddCommand = (program, act) => {
  const command = program
    .command('completion')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(SHELLS))
    .summary('print a script that completes commands and options in a shell')
    .description('Prints a script that completes commands and options in a shell.')
    .action((shell: Shell) =>
      act({ goesOn: false, json: false }, (io) => {
        io.stdout.write(completionScript(shell, program));
        return Promise.resolve(EXIT.done);
      }),
    );
  withExamples(
    command,
    'source <(lamia completion bash)',
    'lamia completion zsh > "${fpath[1]}/_lamia"',
    'lamia completion fish > ~/.config/fish/completions/lamia.fish',
  );
};
