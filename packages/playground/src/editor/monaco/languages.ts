import { languages } from './monaco.js';
import { completion } from './providers/completion.js';
import { fixes } from './providers/fixes.js';
import { hover } from './providers/hover.js';
import { signature } from './providers/signature.js';
import { tokens } from './providers/tokens.js';

let areRegistered = false;

/** Monaco keeps languages for the whole page: they are registered once, when the first editor is made. */
export function registerLanguages(): void {
  if (areRegistered) return;
  areRegistered = true;
  languages.register({ id: 'lamia', extensions: ['.lamia'] });
  languages.setLanguageConfiguration('lamia', {
    comments: { lineComment: '//', blockComment: ['/*', '*/'] },
    brackets: [
      ['(', ')'],
      ['{', '}'],
    ],
    autoClosingPairs: [
      { open: '(', close: ')' },
      { open: '{', close: '}' },
      { open: '"', close: '"', notIn: ['string', 'comment'] },
    ],
  });
  languages.setTokensProvider('lamia', tokens);
  languages.registerCompletionItemProvider('lamia', completion);
  languages.registerHoverProvider('lamia', hover);
  languages.registerSignatureHelpProvider('lamia', signature);
  languages.registerCodeActionProvider('lamia', fixes, { providedCodeActionKinds: ['quickfix'] });
  languages.register({ id: 'yaml', extensions: ['.yaml', '.yml'] });
  languages.setLanguageConfiguration('yaml', { comments: { lineComment: '#' } });
}
