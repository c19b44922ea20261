import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { LanguageServer } from '../lsp/language-server.js';
import type { CommandIo } from './io.js';

/**
 * `lamia lsp`: a language server on standard input and output. The connection ends the process: with 0 after the editor's
 * `shutdown` and `exit`, with 1 where it went without a word.
 */
export function runLanguageServer(io: CommandIo): Promise<never> {
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  new LanguageServer(connection, io).listen();
  return new Promise(() => undefined);
}
