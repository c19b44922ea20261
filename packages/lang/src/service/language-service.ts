import { analyse } from './analysis.js';
import { codeLenses } from './code-lenses.js';
import { completionsAt } from './completion/completions-at.js';
import { definitionAt, referencesAt } from './definition.js';
import { diagnosticsOf, fixesAt } from './fixes.js';
import { hoverAt } from './hover/hover-at.js';
import { FIRST_LINE, lineTokens } from './line-tokens.js';
import { signatureAt } from './signature-at.js';
import { foldingRanges } from './folding.js';
import { formatEdits } from './format-edits.js';
import { inlayHints } from './inlay-hints.js';
import { partAt, wholeFile } from './program-part.js';
import { prepareRename, renameAt } from './rename.js';
import { semanticTokens } from './semantic-tokens.js';
import { documentSymbols } from './symbols.js';

/**
 * What an editor asks about a text, as pure functions of its analysis: `analyse` once for each version of the text, then as many
 * questions as there are. Offsets are UTF-16 code units. No answer throws, whatever the text.
 */
export const languageService = {
  ...{ analyse, diagnosticsOf, fixesAt, completionsAt, hoverAt, signatureAt },
  ...{ definitionAt, referencesAt, prepareRename, renameAt, documentSymbols },
  ...{ semanticTokens, foldingRanges, formatEdits, inlayHints, codeLenses },
  ...{ firstLine: FIRST_LINE, lineTokens },
  ...{ wholeFile, partAt },
} as const;
