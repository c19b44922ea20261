import { languages } from './monaco.js';

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
      { open: '"', close: '"' },
    ],
  });
  languages.register({ id: 'yaml', extensions: ['.yaml', '.yml'] });
  languages.setLanguageConfiguration('yaml', { comments: { lineComment: '#' } });
}
