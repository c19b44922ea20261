import { editor } from './monaco.js';

/** Types of tokens, of the instant colours and of those that know the text's meaning, and what tokens.css calls their colour. */
const COLOURS: Readonly<Record<string, string>> = {
  keyword: '--code-keyword',
  string: '--code-string',
  regex: '--code-string',
  label: '--code-string',
  header: '--code-string',
  field: '--code-keyword',
  function: '--code-keyword',
  number: '--code-number',
  unit: '--code-number',
  comment: '--code-comment',
  version: '--code-version',
  metric: '--code-metric',
  statistic: '--code-metric',
};

/** Gives Monaco the page's colours, whose two themes take turns in the same names. */
export function useThemeOf(shown: 'light' | 'dark'): void {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => sixDigits(style.getPropertyValue(name).trim());
  editor.defineTheme('lamia', {
    base: shown === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: Object.entries(COLOURS).map(([token, name]) => ({ token, foreground: colour(name).slice(1) })),
    colors: {
      'editor.background': colour('--card'),
      'editor.foreground': colour('--ink'),
      'editorLineNumber.foreground': colour('--faint'),
      'editorWidget.background': colour('--raised'),
      'editorSuggestWidget.background': colour('--raised'),
      'editorHoverWidget.background': colour('--raised'),
      'editorInlayHint.foreground': colour('--faint'),
      'editorInlayHint.background': colour('--sunken'),
      'editorCodeLens.foreground': colour('--faint'),
    },
  });
  editor.setTheme('lamia');
}

/** Builds shorten colours, which Monaco does not read: `#fff` is `#ffffff`. */
function sixDigits(colour: string): string {
  return colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
}
