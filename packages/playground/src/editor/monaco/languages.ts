import { languages } from './monaco.js';
import { completion } from './providers/completion.js';
import { fixes } from './providers/fixes.js';
import { folding } from './providers/folding.js';
import { formatting } from './providers/formatting.js';
import { hover } from './providers/hover.js';
import { meaningColours } from './providers/meaning-colours.js';
import { definition, highlights, references, renaming } from './providers/names.js';
import { signature } from './providers/signature.js';
import { tokens } from './providers/tokens.js';
import { outcomes, valueHints } from './providers/values.js';

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
  registerFeatures();
}

/** A program is a text of its own, or a part of a gateway's document. */
const WITH_PROGRAMS = ['lamia', 'yaml'];

/** Every question that the language service answers, in the words of Monaco. */
function registerFeatures(): void {
  languages.setTokensProvider('lamia', tokens);
  languages.registerDocumentSemanticTokensProvider(WITH_PROGRAMS, meaningColours);
  languages.registerCompletionItemProvider(WITH_PROGRAMS, completion);
  languages.registerHoverProvider(WITH_PROGRAMS, hover);
  languages.registerSignatureHelpProvider(WITH_PROGRAMS, signature);
  languages.registerCodeActionProvider(WITH_PROGRAMS, fixes, { providedCodeActionKinds: ['quickfix'] });
  languages.registerDefinitionProvider('lamia', definition);
  languages.registerReferenceProvider('lamia', references);
  languages.registerDocumentHighlightProvider('lamia', highlights);
  languages.registerRenameProvider('lamia', renaming);
  languages.registerFoldingRangeProvider('lamia', folding);
  languages.registerDocumentFormattingEditProvider('lamia', formatting);
  languages.registerInlayHintsProvider('lamia', valueHints);
  languages.registerCodeLensProvider('lamia', outcomes);
}
