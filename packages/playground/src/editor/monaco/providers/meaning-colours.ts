import { languageService, type SemanticToken } from '@lamia/lang';
import { partsOf } from '../contexts.js';
import type { editor, languages } from '../monaco.js';

/** Types of tokens by what the theme calls their colour. */
const TYPES: readonly SemanticToken['type'][] = [
  ...(['keyword', 'operator', 'string', 'regex', 'number', 'unit', 'comment', 'version', 'metric'] as const),
  ...(['statistic', 'label', 'function', 'let', 'field', 'header'] as const),
];
const MODIFIERS = ['declaration', 'unknown'];

/** The colours of what names mean. */
export const meaningColours: languages.DocumentSemanticTokensProvider = {
  getLegend: () => ({ tokenTypes: [...TYPES], tokenModifiers: MODIFIERS }),
  provideDocumentSemanticTokens: (model) => {
    const data: number[] = [];
    let [line, column] = [1, 1];
    for (const { start, end, token } of tokensIn(model)) {
      const at = model.getPositionAt(start);
      const isSameLine = at.lineNumber === line;
      const modifiers = (token.isDeclaration === true ? 1 : 0) + (token.isUnknown === true ? 2 : 0);
      data.push(at.lineNumber - line, isSameLine ? at.column - column : at.column - 1);
      data.push(end - start, TYPES.indexOf(token.type), modifiers);
      [line, column] = [at.lineNumber, at.column];
    }
    return { data: Uint32Array.from(data) };
  },
  releaseDocumentSemanticTokens: () => undefined,
};

interface Part {
  readonly start: number;
  readonly end: number;
}

/** In the order of the text; without those that a file writes in another way. */
function tokensIn(model: editor.ITextModel): readonly (Part & { readonly token: SemanticToken })[] {
  return partsOf(model).flatMap((program) =>
    languageService.semanticTokens(program.analysis).flatMap((token) => {
      const place = program.editable(token);
      return place === null ? [] : linesOf(model.getValue(), place).map((part) => ({ ...part, token }));
    }),
  );
}

/** Monaco's tokens end with their line. */
function linesOf(text: string, { start, end }: Part): readonly Part[] {
  return [...text.slice(start, end).matchAll(/[^\n\r]+/g)].map(({ 0: line, index }) => ({
    start: start + index,
    end: start + index + line.length,
  }));
}
