import { languageService, type SemanticToken } from '@lamia/lang';
import { analysisOf } from '../contexts.js';
import type { languages } from '../monaco.js';

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
    for (const token of languageService.semanticTokens(analysisOf(model))) {
      for (const part of linesOf(model.getValue(), token)) {
        const at = model.getPositionAt(part.start);
        const isSameLine = at.lineNumber === line;
        const modifiers = (token.isDeclaration === true ? 1 : 0) + (token.isUnknown === true ? 2 : 0);
        data.push(at.lineNumber - line, isSameLine ? at.column - column : at.column - 1);
        data.push(part.end - part.start, TYPES.indexOf(token.type), modifiers);
        [line, column] = [at.lineNumber, at.column];
      }
    }
    return { data: Uint32Array.from(data) };
  },
  releaseDocumentSemanticTokens: () => undefined,
};

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Monaco's tokens end with their line. */
function linesOf(text: string, { start, end }: Part): readonly Part[] {
  return [...text.slice(start, end).matchAll(/[^\n\r]+/g)].map(({ 0: line, index }) => ({
    start: start + index,
    end: start + index + line.length,
  }));
}
