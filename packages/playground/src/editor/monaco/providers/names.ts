import { languageService } from '@lamia/lang';
import { analysisOf } from '../contexts.js';
import { editor, type IPosition, type languages } from '../monaco.js';
import { rangeOf } from '../positions.js';

export const definition: languages.DefinitionProvider = {
  provideDefinition: (model, position) => {
    const found = languageService.definitionAt(analysisOf(model), model.getOffsetAt(position));
    return found === null ? null : { uri: model.uri, range: rangeOf(model, found) };
  },
};

export const references: languages.ReferenceProvider = {
  provideReferences: (model, position, { includeDeclaration }) =>
    languageService
      .referencesAt(analysisOf(model), model.getOffsetAt(position))
      .slice(includeDeclaration ? 0 : 1)
      .map((span) => ({ uri: model.uri, range: rangeOf(model, span) })),
};

/** The places of a name, which are shown while the cursor is on one of them. */
export const highlights: languages.DocumentHighlightProvider = {
  provideDocumentHighlights: (model, position) =>
    languageService
      .referencesAt(analysisOf(model), model.getOffsetAt(position))
      .map((span) => ({ range: rangeOf(model, span) })),
};

export const renaming: languages.RenameProvider = {
  resolveRenameLocation: (model, position) => {
    const found = languageService.prepareRename(analysisOf(model), model.getOffsetAt(position));
    if (found !== null) return { range: rangeOf(model, found), text: found.name };
    const nowhere = rangeOf(model, { start: 0, end: 0 });
    return { range: nowhere, text: '', rejectReason: 'only names that `let` gives can be changed here' };
  },
  provideRenameEdits: (model, position, name) => {
    const found = languageService.renameAt(analysisOf(model), model.getOffsetAt(position), name);
    if (found.kind === 'refused') {
      tell(model, position, found.message);
      return { edits: [], rejectReason: found.message };
    }
    return {
      edits: found.edits.map((edit) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: rangeOf(model, edit), text: edit.text },
      })),
    };
  },
};

/** Monaco on its own writes such reasons where only programmers look. */
function tell(model: editor.ITextModel, position: IPosition, message: string): void {
  const view = editor.getEditors().find((candidate) => candidate.getModel() === model);
  const controller = view?.getContribution('editor.contrib.messageController');
  if (isTeller(controller)) controller.showMessage(message, position);
}

interface Teller {
  showMessage(message: string, position: IPosition): void;
}

/** Monaco's types leave out what its parts can do. */
function isTeller(contribution: unknown): contribution is Teller {
  return (
    typeof contribution === 'object' &&
    contribution !== null &&
    'showMessage' in contribution &&
    typeof contribution.showMessage === 'function'
  );
}
