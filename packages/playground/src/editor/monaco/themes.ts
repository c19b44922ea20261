import { editor } from './monaco.js';

/** Types of tokens, of the instant colours and of those that know the text's meaning, and what tokens.css calls their colour. */
const COLOURS: Readonly<Record<string, string>> = {
  keyword: '--code-keyword',
  string: '--code-string',
  regex: '--code-string',
  label: '--code-string',
  // Keys of YAML.
  type: '--code-keyword',
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
      // Colours are for what words mean, and brackets mean nothing of their own.
      ...Object.fromEntries(
        [1, 2, 3].map((depth) => [`editorBracketHighlight.foreground${depth}`, colour('--ink')]),
      ),
      ...widgetColours(colour),
    },
  });
  editor.setTheme('lamia');
}

/** What opens over the text: lists, menus, the palette of commands, the places of a name. */
function widgetColours(colour: (name: string) => string): Readonly<Record<string, string>> {
  const chosen = { background: colour('--accent-soft'), foreground: colour('--ink') };
  return {
    focusBorder: colour('--focus'),
    'editorWidget.border': colour('--line-strong'),
    'editorWidget.foreground': colour('--ink'),
    'editorSuggestWidget.highlightForeground': colour('--accent'),
    'editorSuggestWidget.focusHighlightForeground': colour('--accent'),
    'list.highlightForeground': colour('--accent'),
    'list.focusHighlightForeground': colour('--accent'),
    'list.hoverBackground': colour('--sunken'),
    'list.activeSelectionBackground': chosen.background,
    'list.activeSelectionForeground': chosen.foreground,
    'list.focusBackground': chosen.background,
    'list.focusForeground': chosen.foreground,
    'list.inactiveSelectionBackground': colour('--sunken'),
    'menu.background': colour('--raised'),
    'menu.foreground': colour('--ink'),
    'menu.border': colour('--line-strong'),
    'input.background': colour('--card'),
    'input.foreground': colour('--ink'),
    'input.border': colour('--line-strong'),
    'peekView.border': colour('--accent'),
    'peekViewTitle.background': colour('--raised'),
    'peekViewTitleLabel.foreground': colour('--ink'),
    'peekViewTitleDescription.foreground': colour('--faint'),
    'peekViewEditor.background': colour('--paper'),
    'peekViewEditorGutter.background': colour('--paper'),
    'peekViewResult.background': colour('--raised'),
    'peekViewResult.lineForeground': colour('--ink'),
    'peekViewResult.fileForeground': colour('--ink'),
    'peekViewResult.selectionBackground': chosen.background,
    'peekViewResult.selectionForeground': chosen.foreground,
  };
}

/** Builds shorten colours, which Monaco does not read: `#fff` is `#ffffff`. */
function sixDigits(colour: string): string {
  return colour.replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
}
