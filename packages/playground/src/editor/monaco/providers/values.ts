import { languageService } from '@lamia/lang';
import { analysisOf, onContextChange } from '../contexts.js';
import type { languages } from '../monaco.js';
import { rangeOf, spanOf } from '../positions.js';

/** The current values beside what reads them. */
export const valueHints: languages.InlayHintsProvider = {
  onDidChangeInlayHints: onContextChange,
  provideInlayHints: (model, range) => ({
    hints: languageService.inlayHints(analysisOf(model), spanOf(model, range)).map(({ offset, label }) => ({
      position: model.getPositionAt(offset),
      label,
      paddingLeft: true,
    })),
    dispose: () => undefined,
  }),
};

/** What the program comes to on the current values, above it; the command does nothing that is not on the page already. */
export const outcomes: languages.CodeLensProvider = {
  onDidChange: (listener) =>
    onContextChange(() => {
      listener(outcomes);
    }),
  provideCodeLenses: (model) => ({
    lenses: languageService.codeLenses(analysisOf(model)).map(({ start, end, title }) => ({
      range: rangeOf(model, { start, end }),
      command: { id: '', title },
    })),
    dispose: () => undefined,
  }),
};
