import type { Severity } from '@lamia/lang';
import { currentTheme, onShownThemeChange } from '../../app/theme.js';
import type { EditorOptions, TextEditor } from '../text-editor.js';
import { findingsOf, setContextOf, setReaderOf } from './contexts.js';
import { registerLanguages } from './languages.js';
import './marks.css';
import { editor, MarkerSeverity } from './monaco.js';
import { rangeOf } from './positions.js';
import { useThemeOf } from './themes.js';
import './widgets.css';

const SEVERITIES: Readonly<Record<Severity, MarkerSeverity>> = {
  error: MarkerSeverity.Error,
  warning: MarkerSeverity.Warning,
  info: MarkerSeverity.Info,
};

/** Puts a full editor into an empty element. */
export function createMonacoEditor(host: HTMLElement, options: EditorOptions): TextEditor {
  registerLanguages();
  useThemeOf(currentTheme());
  const model = editor.createModel(options.text, options.language);
  setContextOf(model, options.context);
  setReaderOf(model, options.reader);
  const view = editor.create(host, {
    model,
    ariaLabel: options.label,
    readOnly: options.readOnly,
    theme: 'lamia',
    automaticLayout: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--mono').trim(),
    fontSize: 14,
    lineHeight: 20,
    padding: { top: 8, bottom: 8 },
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    wordWrap: 'on',
    lineNumbersMinChars: 3,
    renderLineHighlight: 'none',
    // Dimmed, as it is by itself, the number of an empty last line could hardly be read.
    renderFinalNewline: 'on',
    overviewRulerLanes: 0,
    tabSize: 2,
    fixedOverflowWidgets: true,
    'semanticHighlighting.enabled': true,
    quickSuggestions: { other: true, strings: true, comments: false },
    scrollbar: { alwaysConsumeMouseWheel: false },
  });
  // Monaco has no option for it: what is typed into is one of these two, by what the browser offers.
  host.querySelector('.native-edit-context, textarea')?.setAttribute('aria-describedby', options.describedBy);
  const marks = view.createDecorationsCollection();
  const ending = new AbortController();
  onShownThemeChange(useThemeOf, ending.signal);

  const showFindings = (): void => {
    editor.setModelMarkers(
      model,
      'lamia',
      findingsOf(model).map((finding) => ({
        ...rangeOf(model, finding),
        severity: SEVERITIES[finding.severity],
        message: finding.message,
        code: finding.code,
        relatedInformation: (finding.related ?? []).map((place) => ({
          ...rangeOf(model, place),
          resource: model.uri,
          message: place.message,
        })),
      })),
    );
  };
  showFindings();
  // Typing is told at once; a text that was set from outside is known there.
  let isSetting = false;
  view.onDidChangeModelContent(() => {
    showFindings();
    if (!isSetting) options.onChange(model.getValue());
  });

  return {
    setText: (text) => {
      if (text === model.getValue()) return;
      isSetting = true;
      // As an edit and not anew, so that the editor's own undo goes back over it.
      model.pushStackElement();
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
      model.pushStackElement();
      isSetting = false;
    },
    setContext: (context) => {
      setContextOf(model, context);
      showFindings();
    },
    setReader: (reader) => {
      setReaderOf(model, reader);
      showFindings();
    },
    setMarks: (wanted) => {
      marks.set(
        wanted.map((mark) => ({
          range: rangeOf(model, mark),
          options: { inlineClassName: `lamia-mark-${mark.look}` },
        })),
      );
    },
    goTo: (span) => {
      view.setSelection(rangeOf(model, span));
      view.revealRangeInCenterIfOutsideViewport(rangeOf(model, span));
      view.focus();
    },
    dispose: () => {
      ending.abort();
      view.dispose();
      model.dispose();
    },
  };
}
