import { languageService } from '@lamia/lang';
import { analysisOf } from '../contexts.js';
import type { languages } from '../monaco.js';
import { rangeOf } from '../positions.js';

export const formatting: languages.DocumentFormattingEditProvider = {
  displayName: 'Lamia',
  provideDocumentFormattingEdits: (model) =>
    languageService
      .formatEdits(analysisOf(model))
      .map((edit) => ({ range: rangeOf(model, edit), text: edit.text })),
};
