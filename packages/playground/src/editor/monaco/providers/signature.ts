import { languageService } from '@lamia/lang';
import { placeAt } from '../contexts.js';
import type { languages } from '../monaco.js';

export const signature: languages.SignatureHelpProvider = {
  signatureHelpTriggerCharacters: ['(', ','],
  signatureHelpRetriggerCharacters: [')'],
  provideSignatureHelp: (model, position) => {
    const place = placeAt(model, position);
    const found = place === null ? null : languageService.signatureAt(place.part.analysis, place.offset);
    if (found === null) return null;
    // An index past the last one marks none.
    const activeParameter = found.active ?? found.parameters.length;
    const help = {
      label: found.signature,
      documentation: { value: found.documentation },
      parameters: found.parameters.map(({ start, end }) => ({
        label: [start, end] satisfies [number, number],
      })),
    };
    return {
      value: { signatures: [help], activeSignature: 0, activeParameter },
      dispose: () => undefined,
    };
  },
};
