import { languageService } from '@lamia/lang';
import { analysisOf } from '../contexts.js';
import { languages } from '../monaco.js';

export const folding: languages.FoldingRangeProvider = {
  provideFoldingRanges: (model) =>
    languageService.foldingRanges(analysisOf(model)).map(({ kind, start, end }) => ({
      start: model.getPositionAt(start).lineNumber,
      // The closing brace stays in sight.
      end: model.getPositionAt(end).lineNumber - (kind === 'block' ? 1 : 0),
      ...(kind === 'comment' ? { kind: languages.FoldingRangeKind.Comment } : {}),
    })),
};
