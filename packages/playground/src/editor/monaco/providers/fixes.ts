import { languageService } from '@lamia/lang';
import { findingsOf } from '../contexts.js';
import type { languages } from '../monaco.js';
import { rangeOf, spanOf } from '../positions.js';

export const fixes: languages.CodeActionProvider = {
  provideCodeActions: (model, range, { markers }) => {
    const offered = languageService.fixesAt({ diagnostics: findingsOf(model) }, spanOf(model, range));
    return {
      actions: offered.map(({ title, edits, diagnostic }) => ({
        title,
        kind: 'quickfix',
        diagnostics: markers.filter(({ message }) => message === diagnostic.message),
        // With several ways out none is the one to take unseen.
        isPreferred: diagnostic.fixes?.length === 1,
        edit: {
          edits: edits.map((edit) => ({
            resource: model.uri,
            versionId: model.getVersionId(),
            textEdit: { range: rangeOf(model, edit), text: edit.text },
          })),
        },
      })),
      dispose: () => undefined,
    };
  },
};
