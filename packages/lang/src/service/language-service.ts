import { analyse } from './analysis.js';
import { completionsAt } from './completion/completions-at.js';
import { diagnosticsOf, fixesAt } from './fixes.js';
import { hoverAt } from './hover/hover-at.js';
import { signatureAt } from './signature-at.js';

/**
 * What an editor asks about a text, as pure functions of its analysis: `analyse` once for each version of the text, then as many
 * questions as there are. Offsets are UTF-16 code units. No answer throws, whatever the text.
 */
export const languageService = {
  analyse,
  diagnosticsOf,
  fixesAt,
  completionsAt,
  hoverAt,
  signatureAt,
} as const;
