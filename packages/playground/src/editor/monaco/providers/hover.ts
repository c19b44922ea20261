import { languageService } from '@lamia/lang';
import { analysisOf } from '../contexts.js';
import type { languages } from '../monaco.js';
import { rangeOf } from '../positions.js';

export const hover: languages.HoverProvider = {
  provideHover: (model, position) => {
    const found = languageService.hoverAt(analysisOf(model), model.getOffsetAt(position));
    return found === null
      ? null
      : { contents: [{ value: found.markdown }], range: rangeOf(model, found.span) };
  },
};
