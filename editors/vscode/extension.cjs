/** Starts `lamia lsp` and lets VS Code ask it. */
const { LanguageClient } = require('vscode-languageclient/node');
const vscode = require('vscode');

let client;

exports.activate = async () => {
  const [command = 'lamia', ...args] = vscode.workspace.getConfiguration('lamia').get('command', []);
  client = new LanguageClient(
    'lamia',
    'Lamia',
    { command, args },
    { documentSelector: [{ language: 'lamia' }, { language: 'yaml' }] },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();
