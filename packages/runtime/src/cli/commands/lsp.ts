import { withExamples } from './command.js';
import type { AddCommand } from './command.js';

export const addLanguageServer: AddCommand = (program, act) => {
  const command = program
    .command('lsp')
    .summary('serve editors that speak the language server protocol')
    .description(
      'Serves an editor on standard input and output by the language server protocol: findings and their fixes, completion, hover, current values, rename and formatting, in programs (*.lamia) and in the programs of gateway and policy files. Settings come from the editor; see docs/editors.md.',
    )
    .option('--stdio', 'standard input and output, which are used in any case')
    .action(() =>
      act({ goesOn: true, json: false }, async (io) => (await import('../lsp.js')).runLanguageServer(io)),
    );
  withExamples(command, 'lamia lsp');
};
