import { languageService } from '@lamia/lang';
import { placeAt } from '../contexts.js';
import type { languages } from '../monaco.js';
import { rangeOf } from '../positions.js';

export const hover: languages.HoverProvider = {
  provideHover: (model, position) => {
    const place = placeAt(model, position);
    if (place === null) return null;
    const found = languageService.hoverAt(place.part.analysis, place.offset);
    return found === null
      ? null
      : { contents: [{ value: found.markdown }], range: rangeOf(model, place.part.span(found.span)) };
  },
};
